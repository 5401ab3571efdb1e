import type { ScopedVars } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';

/** Only scoped variables: the preview has no dashboards, so no variables of its own. */
export function createTemplateSrv(): TemplateSrv {
  return {
    getVariables: () => [],
    replace: (target = '', scopedVars: ScopedVars = {}) =>
      target.replace(/\$\{?(\w+)(?::\w+)?\}?/g, (match, name: string) => (name in scopedVars ? String(scopedVars[name]?.value) : match)),
    containsTemplate: (target = '') => target.includes('$'),
    updateTimeRange: () => undefined,
  };
}
