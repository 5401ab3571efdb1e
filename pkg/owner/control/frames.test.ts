import { FRAME, FrameReader, MAX_FRAME, frame } from './frames';

function readAll(chunks: readonly Buffer[]): [number, string][] {
  const reader = new FrameReader();
  const taken: [number, string][] = [];
  for (const chunk of chunks) reader.read(chunk, (kind, text) => taken.push([kind, text]));
  return taken;
}

const SENT: [number, string][] = [
  [FRAME.out, 'zwölf\n'],
  [FRAME.err, ''],
  [FRAME.exit, '130'],
];
const BYTES = Buffer.concat([frame(FRAME.out, 'zwölf\n'), frame(FRAME.err), frame(FRAME.exit, '130')]);

test('frames come out as they went in, wherever the stream is cut', () => {
  expect(readAll([BYTES])).toEqual(SENT);
  for (let cut = 0; cut <= BYTES.length; cut++) expect(readAll([BYTES.subarray(0, cut), BYTES.subarray(cut)])).toEqual(SENT);
  expect(readAll([...BYTES].map((byte) => Buffer.of(byte)))).toEqual(SENT);
});

test('a length nobody of ours would send is refused before it is waited for', () => {
  const header = Buffer.alloc(5);
  header.writeUInt32BE(MAX_FRAME + 1, 1);
  expect(() => readAll([header])).toThrow(`expected at most ${MAX_FRAME} bytes, got ${MAX_FRAME + 1}`);
});
