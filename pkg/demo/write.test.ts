import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { INCIDENT_KINDS, writeDemo, type WrittenDemo } from '.';
import { DAY } from '../model';

const END = Date.UTC(2026, 10, 20, 12);
const folders: string[] = [];
let first: WrittenDemo;

async function write(seed: number): Promise<WrittenDemo> {
  const dir = mkdtempSync(join(tmpdir(), 'habitus-demo-'));
  folders.push(dir);
  return await writeDemo({ seed, dir, end: END });
}

const digest = ({ files }: WrittenDemo): string => files.reduce((hash, file) => hash.update(readFileSync(file)), createHash('sha256')).digest('hex');

beforeAll(async () => {
  first = await write(1);
}, 60_000);
afterAll(() => folders.forEach((dir) => rmSync(dir, { recursive: true })));

test('the same seed and end give the same bytes, another seed other victims', async () => {
  const again = await write(1);
  const other = await write(2);
  expect(digest(again)).toBe(digest(first));
  expect(other.incidents.map(({ entity }) => entity.id)).not.toEqual(first.incidents.map(({ entity }) => entity.id));
}, 60_000);

test('each kind of incident is planted once, in the last ten days, and leaves its entity in the logs', () => {
  const logs = first.files.map((file) => readFileSync(file, 'utf8')).join('');
  expect(first.incidents.map(({ kind }) => kind).sort()).toEqual([...INCIDENT_KINDS].sort());
  for (const { start, end, entity } of first.incidents) {
    expect(start).toBeGreaterThan(END - 10 * DAY);
    expect(end).toBeLessThanOrEqual(END);
    expect(logs).toContain(`"${entity.id}"`);
  }
});

test('six weeks of 300 people and 30 service accounts: 300,000 to 700,000 events in order of time, weekends quiet', () => {
  expect(first.events).toBeGreaterThan(300_000);
  expect(first.events).toBeLessThan(700_000);
  const signIns = readFileSync(first.files[0] ?? '', 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { '@timestamp': string; user: { name: string } });
  const times = signIns.map((event) => Date.parse(event['@timestamp']));
  expect(times).toEqual([...times].sort((a, b) => a - b));
  const people = signIns.filter(({ user }) => !user.name.startsWith('svc-'));
  expect(new Set(people.map(({ user }) => user.name)).size).toBeGreaterThan(280);
  const onWeekends = people.filter((event) => [0, 6].includes(new Date(event['@timestamp']).getUTCDay())).length;
  expect(onWeekends / people.length).toBeLessThan(0.1);
});
