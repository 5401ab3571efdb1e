import { isOwnLine, ownId, putIngested } from './own-line';

const NOW = '2026-11-25T10:00:00.000Z';
const ID = '079c59a8e81fc7ada840d368cf';
const line = (more: string, id = ID): string =>
  `{"@timestamp":"2026-11-25T09:40:26.789Z","habitus.id":"${id}","event.ingested":"2026-11-25T09:47:46.381Z"${more}}`;
function of(text: string): Buffer | undefined {
  const bytes = Buffer.from(`xx${text}yy`);
  const [start, end] = [2, bytes.length - 2];
  if (!isOwnLine(bytes, start, end)) return undefined;
  putIngested(bytes, start, Buffer.from(NOW));
  return bytes.subarray(start, end);
}

test('a line of our encoder keeps all but its time of ingest', () => {
  const told = of(line(',"user.name":"Zürich \u{1f512}"'));
  expect(told && ownId(told)).toBe(ID);
  expect(JSON.parse(told?.toString() ?? '')).toEqual({ ...(JSON.parse(line(',"user.name":"Zürich \u{1f512}"')) as object), 'event.ingested': NOW });
  expect(of(line(''))?.toString()).toBe(line('').replace('2026-11-25T09:47:46.381Z', NOW));
});

test.each([
  ['another order', '{"habitus.id":"079c59a8e81fc7ada840d368cf","@timestamp":"2026-11-25T09:40:26.789Z","event.ingested":"2026-11-25T09:47:46.381Z"}'],
  ['an id of another form', line('', '079c59a8e81fc7ada840d368cX')],
  ['a time of another length', line('').replace('26.789Z', '26Z')],
  ['no ingest', line('').replace('event.ingested', 'event.created_')],
  ['its end', line('').slice(0, 90)],
  ['nothing', ''],
])('%s is for mend', (_, text) => expect(of(text)).toBeUndefined());
