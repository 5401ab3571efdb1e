import type { FieldName } from '../../pkg/model';
import { Draft } from '../encode/draft';
import { cleaningOf } from './cleaning';
import { cleanSchema } from './schema';

const kinds = (config?: unknown): readonly [before: string[], imported: string[], after: string[]] => {
  const cleaning = cleaningOf(config === undefined ? undefined : cleanSchema.parse(config), () => 0);
  const names = (steps: readonly object[]): string[] => steps.map((step) => step.constructor.name);
  return [names(cleaning.before(true)), names(cleaning.before(false)), names(cleaning.after())];
};

test('by default clocks are watched and bots marked, static files stay', () => {
  expect(kinds()).toEqual([['Object', 'Object', 'Clocks'], ['Object', 'Object'], ['Bots']]);
  expect(kinds({})).toEqual(kinds());
});

test('what is asked for', () => {
  expect(kinds({ staticAssets: 'drop', rate: false })).toEqual([['Object', 'Object', 'Object', 'Clocks'], ['Object', 'Object', 'Object'], []]);
  expect(kinds({ bots: 'drop', rate: false })[2]).toEqual(['Bots']);
});

test.each([
  ['/healthz', 'Mozilla/5.0', {}, 'health-check'],
  ['/healthz', 'Mozilla/5.0', { healthChecks: 'keep' }, undefined],
  ['/cart', 'kube-probe/1.31', {}, 'monitor'],
  ['/cart', 'kube-probe/1.31', { monitors: 'keep' }, undefined],
  ['/healthz', 'kube-probe/1.31', { healthChecks: 'keep' }, 'monitor'],
  ['/app.css', 'Mozilla/5.0', {}, undefined],
  ['/app.css', 'Mozilla/5.0', { staticAssets: 'drop' }, 'static-asset'],
])('%s of %s with %j is dropped as %s', (path, agent, config, expected) => {
  const draft = new Draft();
  draft.time = 0;
  for (const [name, value] of Object.entries({ 'url.path': path, 'user_agent.original': agent, 'http.response.status_code': 200 })) {
    draft.set(name as FieldName, value);
  }
  const reasons = cleaningOf(cleanSchema.parse(config), () => 0)
    .before(true)
    .map((step) => step.apply(draft));
  expect(reasons.find((reason) => reason !== undefined)).toBe(expected);
});

test.each([[{ bots: 'kill' }], [{ healthChecks: false }], [{ rate: { requests: 1 } }], [{ rate: true }], [{ static: 'drop' }], [{ correctClocks: [''] }]])(
  '%j is refused',
  (config) => expect(cleanSchema.safeParse(config).success).toBe(false)
);

test('what remembers begins anew with each stream', () => {
  const cleaning = cleaningOf(undefined, () => 0);
  expect(cleaning.after()[0]).not.toBe(cleaning.after()[0]);
  expect(cleaning.before(true).at(-1)).toBe(cleaning.clocks);
});
