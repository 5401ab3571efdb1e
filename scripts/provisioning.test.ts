import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { QUERY_TYPES } from '../pkg/model';
import { shippedFeatures } from '../pkg/observe';

const ROOT = join(__dirname, '..');
const text = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const plugin = (folder: string): string => (JSON.parse(text(`src/${folder}plugin.json`)) as { id: string }).id;
const IDS = [plugin(''), plugin('datasource/'), plugin('panels/entitytimeline/')];

interface Panel {
  readonly type: string;
  readonly datasource: { readonly type: string; readonly uid: string };
  readonly targets: readonly { readonly queryType: string; readonly feature?: string }[];
}
const dashboard = JSON.parse(text('provisioning/dashboards/behaviour.json')) as {
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly query: string }[] };
};
const [source] = (parse(text('provisioning/datasources/habitus.yaml')) as { datasources: { uid: string; type: string; access: string }[] }).datasources;

test('the app and the data source are those that are built', () => {
  expect((parse(text('provisioning/plugins/habitus.yaml')) as { apps: { type: string }[] }).apps.map(({ type }) => type)).toEqual([IDS[0]]);
  expect(source).toMatchObject({ type: IDS[1], access: 'proxy' });
});

test('every panel asks the provisioned data source what it answers', () => {
  for (const { datasource, targets } of dashboard.panels) {
    expect(datasource).toEqual({ type: source?.type, uid: source?.uid });
    for (const { queryType } of targets) expect(QUERY_TYPES).toContain(queryType);
  }
  expect(dashboard.panels.map(({ type }) => type)).toContain(IDS[2]);
});

test('the features to choose from are shipped', () => {
  const shipped = shippedFeatures().map(({ id }) => id);
  for (const feature of dashboard.templating.list.find(({ name }) => name === 'feature')?.query.split(',') ?? ['none']) expect(shipped).toContain(feature);
});

test('every nested plugin may be loaded unsigned: the app alone is not enough', () => {
  expect(/^allow_loading_unsigned_plugins = (.*)$/m.exec(text('provisioning/grafana.ini'))?.[1]?.split(',')).toEqual(IDS);
  const compose = parse(text('docker-compose.yaml')) as { services: { grafana: { image: string; environment: Record<string, string>; ports: string[] } } };
  expect(compose.services.grafana.environment['GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS']?.split(',')).toEqual(IDS);
  expect(compose.services.grafana.image).toMatch(/-ubuntu$/);
  for (const port of compose.services.grafana.ports) expect(port).toMatch(/^127\.0\.0\.1:/);
});

test('a receiver that is reached from outside asks for a token', () => {
  expect(text('provisioning/grafana.ini')).toMatch(/^otlp_host = 0\.0\.0\.0$[^]*^otlp_token = \$__env\{HABITUS_OTLP_TOKEN\}$/m);
});
