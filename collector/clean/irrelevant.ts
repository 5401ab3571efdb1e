import { fieldId, type Draft } from '../encode/draft';
import type { Step } from '../encode/step';

/** What is no behaviour of anybody unless the operator says otherwise. Each kind is counted under its own reason. */
export interface Irrelevant {
  readonly healthChecks: 'keep' | 'drop';
  readonly monitors: 'keep' | 'drop';
}

/** Steps that drop requests of health checks (`health-check`) and of programs that say that they watch (`monitor`), but for those to be kept. */
export function irrelevant({ healthChecks, monitors }: Irrelevant): readonly Step[] {
  return [...(healthChecks === 'drop' ? [healthCheck] : []), ...(monitors === 'drop' ? [monitor] : [])];
}

const HEALTH_PATHS = new Set([
  '/health',
  '/healthz',
  '/livez',
  '/readyz',
  '/ready',
  '/live',
  '/ping',
  '/-/healthy',
  '/-/ready',
  '/nginx_status',
  '/server-status',
]);
const LONGEST = Math.max(...[...HEALTH_PATHS].map((path) => path.length));
const MONITORS = /^(?:kube-probe|ELB-HealthChecker|GoogleHC|Prometheus|Blackbox Exporter|Pingdom|UptimeRobot|StatusCake|check_http|Consul Health Check)/i;

const PATH = fieldId('url.path');
const AGENT = fieldId('user_agent.original');

const healthCheck: Step = {
  apply: (draft: Draft) => {
    const path = draft.textAt(PATH);
    return path !== undefined && path.length <= LONGEST && HEALTH_PATHS.has(path) ? 'health-check' : undefined;
  },
};
/** Agents are few: the last one that was no monitor is none again. */
let known = '';
const monitor: Step = {
  apply: (draft: Draft) => {
    const agent = draft.textAt(AGENT);
    if (agent === undefined || agent === known) return undefined;
    if (MONITORS.test(agent)) return 'monitor';
    known = agent;
    return undefined;
  },
};

/** Where no configuration is: as `clean` of collector.yaml has it by default. */
export const USUAL_STEPS: readonly Step[] = irrelevant({ healthChecks: 'drop', monitors: 'drop' });
