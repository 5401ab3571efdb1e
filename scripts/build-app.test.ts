import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const DIST = join(__dirname, '..', 'dist');

interface PluginJson {
  readonly id: string;
  readonly type: string;
  readonly executable?: string;
  readonly includes?: readonly { readonly type: string; readonly path: string }[];
  readonly info: { readonly logos: { readonly small: string; readonly large: string }; readonly version: string; readonly updated: string };
}

const read = (path: string): PluginJson => JSON.parse(readFileSync(join(DIST, path), 'utf8')) as PluginJson;
const built = existsSync(join(DIST, 'module.js')) ? describe : describe.skip;

built('dist/ as Grafana reads it', () => {
  const app = read('plugin.json');
  const nested = (app.includes ?? []).filter(({ type }) => type === 'datasource' || type === 'panel').map(({ path }) => path);

  test('the app names its nested plugins, whose ids are fixed for ever', () => {
    expect(app.id).toBe('habitus-ueba-app');
    expect(nested.map((path) => read(path).id)).toEqual(['habitus-ueba-datasource', 'habitus-entitytimeline-panel']);
  });

  test.each(['plugin.json', ...nested])('%s: its module with its map, its logos, and no template left', (path) => {
    const { info } = read(path);
    const folder = join(DIST, dirname(path));
    for (const file of ['module.js', 'module.js.map', info.logos.small, info.logos.large]) expect(existsSync(join(folder, file))).toBe(true);
    expect(info.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(info.updated).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(readFileSync(join(DIST, path), 'utf8')).not.toMatch(/%[A-Z_]+%/);
  });

  test('every page of the app lies under its own id', () => {
    const pages = (app.includes ?? []).filter(({ type }) => type === 'page').map(({ path }) => path);
    expect(pages).toEqual(['/a/habitus-ueba-app/triage', '/a/habitus-ueba-app/anomaly']);
  });

  test('the modules are AMD and bring no Grafana or React of their own', () => {
    for (const path of ['.', ...nested.map((each) => dirname(each))]) {
      const module = readFileSync(join(DIST, path, 'module.js'), 'utf8');
      expect(module).toMatch(/define\(\[.*"(?:react|@grafana\/data)"/);
      expect(statSync(join(DIST, path, 'module.js')).size).toBeLessThan(50_000);
    }
  });

  test('the build leaves the backend and the command line where they are', () => {
    const { executable } = read('datasource/plugin.json');
    const launcher = join(DIST, 'datasource', `${executable ?? ''}_linux_amd64`);
    if (process.platform === 'linux' && process.arch === 'x64') expect(statSync(launcher).mode & 0o777).toBe(0o755);
    expect(existsSync(join(DIST, 'cli', 'habitus.js'))).toBe(true);
  });
});
