import { DATA_SOURCE, LOGIN } from './context';
import type { Plugin } from './plugins';
import type { Preferences } from './preferences';

/** The Grafana whose packages the host page is built with. */
const GRAFANA = '12.4.2';

/** What Grafana's server writes into its page: settings, the user, the plugins there are. */
export function bootData(plugins: ReadonlyMap<string, Plugin>, { theme, role }: Preferences): Record<string, unknown> {
  const metas = [...plugins.values()].map(metaOf);
  const byType = (type: string): Record<string, unknown> => Object.fromEntries(metas.filter((meta) => meta.type === type).map((meta) => [meta.id, meta]));
  const source = metas.find((meta) => meta.type === 'datasource');
  return {
    settings: {
      appUrl: '/',
      appSubUrl: '',
      buildInfo: { version: GRAFANA, commit: 'preview', env: 'production', edition: 'Open Source', versionString: `Preview, not Grafana ${GRAFANA}` },
      featureToggles: {},
      namespace: 'default',
      minRefreshInterval: '5s',
      dateFormats: DATE_FORMATS,
      defaultDatasource: DATA_SOURCE.name,
      datasources: source
        ? {
            [DATA_SOURCE.name]: {
              ...DATA_SOURCE,
              type: source.id,
              meta: source,
              isDefault: true,
              access: 'proxy',
              readOnly: false,
              jsonData: {},
              url: `/api/datasources/proxy/uid/${DATA_SOURCE.uid}`,
            },
          }
        : {},
      panels: byType('panel'),
      apps: byType('app'),
    },
    user: {
      id: 1,
      uid: LOGIN,
      isSignedIn: true,
      login: LOGIN,
      name: 'Preview',
      email: '',
      orgId: 1,
      orgName: 'Preview',
      orgRole: role,
      isGrafanaAdmin: false,
      theme,
      lightTheme: theme === 'light',
      timezone: 'browser',
      weekStart: 'monday',
      locale: 'en-US',
      language: 'en-US',
      regionalFormat: 'en-US',
      permissions: {},
    },
    navTree: [],
  };
}

type Meta = { readonly id: string; readonly type: string } & Record<string, unknown>;

function metaOf({ json }: Plugin): Meta {
  const baseUrl = `public/plugins/${json.id}`;
  const { small, large } = json.info.logos;
  const info = { ...json.info, logos: { small: `${baseUrl}/${small}`, large: `${baseUrl}/${large}` } };
  return { ...json, info, baseUrl, module: `${baseUrl}/module.js`, enabled: true, signature: 'unsigned', hideFromList: false, sort: 0 };
}

const DATE_FORMATS = {
  fullDate: 'YYYY-MM-DD HH:mm:ss',
  useBrowserLocale: false,
  interval: {
    millisecond: 'HH:mm:ss.SSS',
    second: 'HH:mm:ss',
    minute: 'HH:mm',
    hour: 'MM/DD HH:mm',
    day: 'MM/DD',
    month: 'YYYY-MM',
    year: 'YYYY',
  },
  defaultTimezone: 'browser',
  defaultWeekStart: 'monday',
};
