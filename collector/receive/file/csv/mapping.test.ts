import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ParsedRecord } from '../../../collector';
import { parseRecords } from '../../../parse-records';
import { readMapping } from './mapping';

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'habitus-csv-'))));
afterEach(() => rmSync(dir, { recursive: true }));

function file(text: string): string {
  const path = join(dir, 'mapping.yaml');
  writeFileSync(path, text);
  return path;
}

async function parse(mapping: string, csv: string | Buffer): Promise<ParsedRecord[]> {
  const records: ParsedRecord[] = [];
  const input = (async function* () {
    yield await Promise.resolve(Buffer.from(csv));
  })();
  for await (const record of parseRecords(undefined, input, { now: Date.UTC(2026, 10, 24), mapping: file(mapping) })) records.push(record);
  return records;
}
const events = (records: readonly ParsedRecord[]): unknown[] => records.map((record) => ('event' in record ? record.event : record));

const BANK = `
source: transactions
encoding: windows-1252
fields:
  time: { columns: [Datum, Uhrzeit], format: dd.MM.yyyy HH:mm, zone: Europe/Vienna }
  amount: { column: Betrag, decimal: ',' }
  currency: { value: EUR }
  user: Kunde
  outcome: { column: Status, values: { '00': success, '*': failure } }
`;

test('a bank’s export: semicolons, decimal commas, local time in two columns, words of its own, Latin-1', async () => {
  const csv = Buffer.from(
    'Datum;Uhrzeit;Betrag;Kunde;Status;Text\n02.03.2026;09:15;"1.250,50";u-42;00;"Miete; März"\n02.03.2026;09:16;3,00;u-43;51;\n',
    'latin1'
  );
  const [first, second] = events(await parse(BANK, csv));
  expect(first).toMatchObject({
    '@timestamp': '2026-03-02T08:15:00.000Z',
    event: { outcome: 'success' },
    user: { id: 'u-42' },
    habitus: { source: 'transactions', payment: { amount: 125_050, currency: 'EUR' } },
  });
  expect(JSON.stringify(first)).toContain('Miete; März');
  expect(second).toMatchObject({ event: { outcome: 'failure' }, habitus: { payment: { amount: 300 } } });
});

test('card messages without a line of names', async () => {
  const mapping =
    'source: transactions\ncolumns: [mti, pan, de4, de7, de37, de39, de49]\nfields: { mti: mti, DE2: pan, DE4: de4, DE7: de7, DE37: de37, DE39: de39, DE49: de49 }\nrest: drop\n';
  const [event] = events(await parse(mapping, '0110,4111111111111111,000000012500,0302081504,r-1,05,978\n'));
  expect(event).toMatchObject({ event: { outcome: 'failure' }, habitus: { payment: { amount: 12_500, currency: 'EUR' } } });
  expect(JSON.stringify(event)).not.toContain('4111111111111111');
});

test('straight into ECS, with nested names; a record with too many cells and one that ECS refuses are told', async () => {
  const mapping =
    'fields:\n  "@timestamp": { columns: when, format: yyyy-MM-dd HH:mm }\n  user.name: Who\n  event.category: { value: authentication }\n  event.outcome: result\nrest: drop\n';
  const records = await parse(
    mapping,
    'when,who,result,secret\n2026-03-02 08:15,ada,success,x\n2026-03-02 08:15,bo,maybe,x\n2026-03-02 08:15,cy,success,x,y\n'
  );
  expect(events(records)[0]).toMatchObject({
    '@timestamp': '2026-03-02T08:15:00.000Z',
    user: { name: 'ada' },
    event: { category: ['authentication'], outcome: 'success' },
  });
  expect(JSON.stringify(records[0])).not.toContain('"secret"');
  expect(records.slice(1).map((record) => 'rejection' in record && record.rejection.code)).toEqual(['HAB-PARSE-007', 'HAB-PARSE-003']);
});

test('a column called __proto__ is a column', async () => {
  const [event] = events(await parse('fields: { "@timestamp": t, user.name: u }\n', 't,u,__proto__\n2026-03-02T08:15:00Z,ada,evil\n'));
  expect(event).toMatchObject({ user: { name: 'ada' } });
  expect(({} as Record<string, unknown>)['evil']).toBeUndefined();
});

test('a column that the file has not', async () => {
  await expect(parse('fields: { user.name: Nobody }\n', 'a,b\n1,2\n')).rejects.toThrow(
    /HAB-CONF-001: expected a column Nobody in the file, as the mapping says, got a, b/
  );
});

test.each([
  ['source: nobody\nfields: {}\n', /mapping.yaml:1: source: one of ecs/],
  ['fields:\n  time: { columns: a, format: "HH:mm" }\n', /mapping.yaml:2: fields.time.format: a time format/],
  ['fields: {}\ndelimitr: ","\n', /mapping.yaml:2: delimitr: a known key/],
  ['fields: {}\ndelimiter: "::"\n', /mapping.yaml:2: delimiter: one character/],
  ['fields: [', /mapping.yaml:1: YAML/],
])('what is wrong in a mapping file is told with its line: %j', (text, words) => expect(() => readMapping(file(text))).toThrow(words));
