import { HabitusError } from '../errors';
import type { Condition } from '../model';
import { parseFeature } from './parse-feature';

const GOOD = `# a comment
apiVersion: habitus/v1
id: sign-ins
version: 2
question: How many?
unit: { one: sign-in, many: sign-ins }
entity: { type: user, role: actor }
where: { event.category: authentication }
measure: count
bucket: hour
detectors: [count-tail]
`;

test('fills in what a person may leave out', () => {
  expect(parseFeature(GOOD, 'own.yaml')).toEqual([
    {
      id: 'sign-ins',
      version: 2,
      question: 'How many?',
      unit: { one: 'sign-in', many: 'sign-ins' },
      entity: { type: 'user', role: 'actor' },
      where: { field: 'event.category', is: 'authentication' },
      measure: { kind: 'count' },
      bucket: 'hour',
      zero: 'learn',
      tail: 'upper',
      detectors: ['count-tail'],
      sources: [],
    },
  ]);
});

test('who names no detectors gets those that judge the measure', () => {
  const detectors = (measure: string) => parseFeature(GOOD.replace(/^detectors.*\n/m, '').replace('measure: count', `measure: ${measure}`), 'f')[0]?.detectors;
  expect(['count', '{ mean: source.bytes }', '{ single: source.bytes }', '{ values: user.name }', '{ ordered: process.name }'].map(detectors)).toEqual([
    ['count-tail'],
    ['shape'],
    ['value-tail'],
    ['rarity'],
    ['sequence'],
  ]);
});

test('an empty bucket teaches only counts', () => {
  const zero = (measure: string) => parseFeature(GOOD.replace('measure: count', `measure: ${measure}`), 'f')[0]?.zero;
  expect(['count', '{ distinct: user.name }', '{ sum: source.bytes }', '{ values: user.name }', '{ single: source.bytes }'].map(zero)).toEqual([
    'learn',
    'learn',
    'skip',
    'skip',
    'skip',
  ]);
});

test('a file may hold many, and counts every event when `where` is left out', () => {
  const features = parseFeature(`${GOOD}---\n${GOOD.replace('id: sign-ins', 'id: all').replace(/^where.*\n/m, '')}---\n`, 'f');
  expect(features.map(({ id, where }) => [id, where])).toEqual([
    ['sign-ins', { field: 'event.category', is: 'authentication' }],
    ['all', { all: [] }],
  ]);
});

const conditions: readonly (readonly [string, Condition])[] = [
  ['{ event.category: [web, file] }', { field: 'event.category', is: ['web', 'file'] }],
  [
    '{ source.port: 22, event.outcome: failure }',
    {
      all: [
        { field: 'source.port', is: 22 },
        { field: 'event.outcome', is: 'failure' },
      ],
    },
  ],
  ['{ http.response.status_code: { atLeast: 400, under: 500 } }', { field: 'http.response.status_code', atLeast: 400, under: 500 }],
  ['{ field: user.name, prefix: adm_ }', { field: 'user.name', prefix: 'adm_' }],
  ['{ source.ip: { cidr: [10.0.0.0/8, "2001:db8::/32"] } }', { field: 'source.ip', cidr: ['10.0.0.0/8', '2001:db8::/32'] }],
  ['{ not: { labels.site: { exists: true } } }', { not: { field: 'labels.site', exists: true } }],
  [
    '{ any: [{ user.name: a }, { all: [{ habitus.extra.x.y: true }] }] }',
    { any: [{ field: 'user.name', is: 'a' }, { all: [{ field: 'habitus.extra.x.y', is: true }] }] },
  ],
];
test.each(conditions)('where: %s', (written, condition) => {
  expect(parseFeature(GOOD.replace('{ event.category: authentication }', written), 'f')[0]?.where).toEqual(condition);
});

const faults: readonly (readonly [string, string, number, RegExp])[] = [
  ['bucket: hour', 'bucket: fortnight', 10, /bucket.*minute.*fortnight/],
  ['event.category: auth', 'event.categry: auth', 8, /event\.categry: expected a field/],
  ['measure: count', 'measure: { sum: bytes.sent }', 9, /measure\.sum.*bytes\.sent/],
  ['measure: count', 'measure: { average: source.bytes }', 9, /expected count, or one of distinct/],
  ['{ event.category: authentication }', '{ source.ip: { cidr: 10.0.0/8 } }', 8, /source\.ip/],
  ['{ event.category: authentication }', '{ source.port: { above: 3 } }', 8, /one of is, exists, .*above/],
  ['{ event.category: authentication }', '{ any: [] }', 8, /any/],
  ['version: 2', 'version: two', 4, /version.*two/],
  ['bucket: hour', 'bucket: hour\ncolour: red', 11, /colour: no such key, got red/],
  ['role: actor', 'role: source', 7, /no event carries/],
  ['question: How many?', 'question: The many.', 5, /expected a question/],
  ['id: sign-ins', 'id: Sign_Ins', 3, /kebab-case/],
  ['apiVersion: habitus/v1', 'apiVersion: habitus/v9', 2, /habitus\/v1/],
  ['bucket: hour', 'bucket: hour\nbucket: day', 11, /YAML/],
  ['[count-tail]', '[count-tail, z-score]', 11, /detectors\.1: expected one of count-tail, .*zscore, got z-score/],
  ['[count-tail]', '[toString]', 11, /detectors\.0: expected one of/],
  ['[count-tail]', '\n  - count-tail\n  - gues', 13, /detectors\.1: expected one of .*, got gues/],
];
test.each(faults)('%s written as %s is refused at line %i', (good, bad, line, message) => {
  const parse = () => parseFeature(GOOD.replace(good, bad), 'features/own.yaml');
  expect(parse).toThrow(HabitusError);
  expect(parse).toThrow(message);
  expect(parse).toThrow(`HAB-FEAT-001: expected features/own.yaml:${line}:`);
});

test('an empty file is no definition', () => {
  expect(() => parseFeature('# nothing yet\n', 'f.yaml')).toThrow('HAB-FEAT-001');
});
