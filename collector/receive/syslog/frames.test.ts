import { seededRandom } from '../../../pkg/maths';
import { MOST_BYTES, SyslogFrames } from './frames';

function cut(chunks: readonly Buffer[]): { messages: string[]; tooLong: number[] } {
  const messages: string[] = [];
  const tooLong: number[] = [];
  const frames = new SyslogFrames({ message: (bytes) => messages.push(bytes.toString()), tooLong: (length) => tooLong.push(length) });
  for (const chunk of chunks) frames.push(chunk);
  frames.end();
  return { messages, tooLong };
}

const counted = (message: string): string => `${Buffer.byteLength(message)} ${message}`;

test.each([
  ['octet counting, with a line break inside', counted('<34>1 a\nb') + counted('<34>1 c'), ['<34>1 a\nb', '<34>1 c']],
  ['trailers LF, CRLF and NUL, and a last one without', '<34>a\n<34>b\r\n<34>c\0<34>d', ['<34>a', '<34>b', '<34>c', '<34>d']],
  ['both in one stream, a trailer behind a count', `${counted('<34>a')}\n<34>b\n${counted('<34>c')}`, ['<34>a', '<34>b', '<34>c']],
  [
    'digits that are no count',
    '2026-11-24T00:00:00Z host sshd: x\n12 monkeys\n123\n0 <34>\n',
    ['2026-11-24T00:00:00Z host sshd: x', '12 monkeys', '123', '0 <34>'],
  ],
  ['bytes beyond ASCII are counted as bytes', counted('<34>Zürich') + counted('<34>b'), ['<34>Zürich', '<34>b']],
  ['a count that is never filled', '99 <34>cut', ['<34>cut']],
  ['empty lines', '\n\r\n\0<34>a\n\n', ['<34>a']],
])('%s', (_name, stream, expected) => {
  expect(cut([Buffer.from(stream)]).messages).toEqual(expected);
  expect(cut([...Buffer.from(stream)].map((byte) => Buffer.from([byte]))).messages).toEqual(expected);
});

test('wherever the stream is cut, the messages are the same (seed 5)', () => {
  const random = seededRandom(5);
  const stream = Buffer.from(
    Array.from({ length: 300 }, (_, index) => {
      const message = `<${index % 192}>1 ${'é\n x'.repeat(Math.floor(random() * 20))}end`;
      return random() < 0.5 ? counted(message) : `${message.replaceAll('\n', ' ')}\n`;
    }).join('')
  );
  const whole = cut([stream]);
  expect(whole.messages).toHaveLength(300);
  for (let round = 0; round < 30; round++) {
    const chunks: Buffer[] = [];
    for (let at = 0; at < stream.length;) {
      const end = at + 1 + Math.floor(random() * 90);
      chunks.push(stream.subarray(at, end));
      at = end;
    }
    expect(cut(chunks)).toEqual(whole);
  }
});

test.each([
  ['counted', `${MOST_BYTES + 5} <34>${'x'.repeat(MOST_BYTES + 1)}`, MOST_BYTES + 5],
  ['with a trailer', `<34>${'x'.repeat(MOST_BYTES)}\n`, MOST_BYTES + 4],
])('a message that is too long, %s, is told once with its length, and those around it are read', (_name, long, length) => {
  const stream = Buffer.from(`<34>before\n${long}<34>after\n`);
  const chunks = Array.from({ length: Math.ceil(stream.length / 65_536) }, (_, index) => stream.subarray(index * 65_536, (index + 1) * 65_536));
  expect(cut(chunks)).toEqual({ messages: ['<34>before', '<34>after'], tooLong: [length] });
});
