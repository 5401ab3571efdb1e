import { parseLines } from '../testing/parse-lines';
import { SOURCES } from './registry';

/** What takes quadratic time takes seconds on this many characters. */
const LENGTH = 50_000;
const FILLERS = ['"', '\\', ' ', '[', '/', '{', '- ', '] "', 'a=', '%25', ',CN=', '[{', '{"a":', '1/', '\t'];
/** Heads behind which a parser goes on reading. */
const HEADS = [
  '',
  '192.0.2.7 - - [17/May/2025:10:05:03 +0000] "',
  'haproxy[1]: 192.0.2.7:1 [02/Mar/2026:08:15:04.120] f ',
  'haproxy[1]: 192.0.2.7:1 [02/Mar/2026:08:15:04.120] f b/s 1/1/1/1/1 200 1 - - ---- 1/1/1/1/0 0/0 ',
  '2026-03-02 08:15:04 10.0.0.5 GET /',
  '2026-03-02\t08:15:04\tFRA\t',
  'https 2026-03-02T08:15:04.000000Z app/x/1 192.0.2.7:1 10.0.0.1:80 0 0 0 200 200 1 1 "',
  '{"type":"track","event":"',
];

describe.each(SOURCES.map((source) => [source.name, source] as const))('%s', (name, source) => {
  test.each(FILLERS)('takes linear time on %j', async (filler) => {
    for (const head of HEADS) {
      const line = head + filler.repeat(LENGTH / filler.length);
      const began = process.cpuUsage();
      await parseLines(name, [line]);
      source.guess(line);
      expect(process.cpuUsage(began).user / 1_000).toBeLessThan(300);
    }
  });
});
