import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { resolveConfig } from '../../config';
import { settingsOf } from './preview';

test('what start was told reaches the backend behind the preview, read back as it was', () => {
  const flags = { namespace: 'shop', features: ['a.yaml', 'b.yaml'], 'otlp.token': 'secret' };
  const env = settingsOf({ config: resolveConfig({ flags }) });
  expect(env).toEqual({
    HABITUS_NAMESPACE: 'shop',
    HABITUS_OTLP_HOST: '127.0.0.1',
    HABITUS_FEATURES: [resolve('a.yaml'), resolve('b.yaml')].join(delimiter),
    HABITUS_OTLP_TOKEN: 'secret',
  });
  const { values } = resolveConfig({ env });
  expect([values.namespace, values.features, values['otlp.token']]).toEqual(['shop', [resolve('a.yaml'), resolve('b.yaml')], 'secret']);
});

test('a file of tokens is told as a file', () => {
  const env = settingsOf({ config: resolveConfig({ flags: { 'otlp.tokenFile': 'tokens' } }) });
  expect([env['HABITUS_OTLP_TOKEN_FILE'], env['HABITUS_OTLP_TOKEN']]).toEqual([resolve('tokens'), undefined]);
});

test('one file of features, and none', () => {
  const read = (features: string[]) => resolveConfig({ env: settingsOf({ config: resolveConfig({ flags: { features } }) }) }).values.features;
  expect(read(['a.yaml'])).toEqual([resolve('a.yaml')]);
  expect(read([])).toEqual([]);
});

test('a file that was named holds for the backend, too: what has no variable stands only there', () => {
  const dir = mkdtempSync(join(tmpdir(), 'habitus-preview-'));
  try {
    const file = join(dir, 'mine.yaml');
    writeFileSync(file, "zone: Europe/Vienna\ncriticality: { high: ['host:dc-*'] }\nnamespace: theirs\n");
    const env = settingsOf({ config: resolveConfig({ file, flags: { namespace: 'ours' } }) });
    const { zone, criticality, namespace } = resolveConfig({ env }).values;
    expect([zone, criticality.high, namespace]).toEqual(['Europe/Vienna', ['host:dc-*'], 'ours']);
  } finally {
    rmSync(dir, { recursive: true });
  }
});
