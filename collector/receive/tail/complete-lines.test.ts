import { MOST_BYTES } from '../file/line-splitter';
import { completeLines } from './complete-lines';

const cut = (text: string, isSkipping = false, isLast = false): { lines: [string, number][]; used: number; isSkipping: boolean; tooLong: number[] } => {
  const { lines, used, isSkipping: skips, tooLong } = completeLines(Buffer.from(text), isSkipping, isLast);
  return { lines: lines.map(({ bytes, offset }) => [bytes.toString(), offset]), used, isSkipping: skips, tooLong: tooLong.map(({ length }) => length) };
};
const nothing = { lines: [], used: 0, isSkipping: false, tooLong: [] };

test.each<[string, ReturnType<typeof cut>, Partial<ReturnType<typeof cut>>]>([
  [
    'a line without its end waits',
    cut('one\r\n\ntwo\nthr'),
    {
      lines: [
        ['one', 0],
        ['two', 6],
      ],
      used: 10,
    },
  ],
  [
    'unless nothing more comes',
    cut('one\nthr', false, true),
    {
      lines: [
        ['one', 0],
        ['thr', 4],
      ],
      used: 7,
    },
  ],
  ['nothing', cut(''), {}],
  ['behind the middle of a line that is too long', cut('rest\ntwo\n', true), { lines: [['two', 5]], used: 9 }],
  ['still within it', cut('rest', true), { used: 4, isSkipping: true }],
  ['too long and not at its end', cut('x'.repeat(MOST_BYTES + 1)), { used: MOST_BYTES + 1, isSkipping: true, tooLong: [MOST_BYTES + 1] }],
  ['too long and whole', cut(`${'x'.repeat(MOST_BYTES + 1)}\na\n`), { lines: [['a', MOST_BYTES + 2]], used: MOST_BYTES + 4, tooLong: [MOST_BYTES + 1] }],
])('%s', (_name, given, expected) => expect(given).toEqual({ ...nothing, ...expected }));
