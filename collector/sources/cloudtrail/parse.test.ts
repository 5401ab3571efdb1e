import { parseLines } from '../../testing/parse-lines';

test('a name of a hundred thousand dots takes linear time', async () => {
  const line = JSON.stringify({ eventName: 'a.'.repeat(100_000), eventTime: '2026-02-13T15:01:02Z', eventSource: 'iam.amazonaws.com', awsRegion: 'x' });
  const began = process.cpuUsage();
  expect(await parseLines('cloudtrail', [line])).toHaveLength(1);
  expect(process.cpuUsage(began).user / 1_000).toBeLessThan(500);
});

test('records of one file are events with ids that do not depend on their place', async () => {
  const record = (id: string): object => ({ eventName: 'CreateUser', eventTime: '2026-02-13T15:01:02Z', eventSource: 'iam.amazonaws.com', eventID: id });
  const of = async (...ids: readonly string[]): Promise<unknown[]> => {
    const records = await parseLines('cloudtrail', [JSON.stringify({ Records: ids.map(record) })]);
    return records.map((one) => ('event' in one ? (one.event as unknown as { habitus: { id: string } }).habitus.id : undefined));
  };
  const [, second] = await of('e-1', 'e-2');
  expect(await of('e-2')).toEqual([second]);
});
