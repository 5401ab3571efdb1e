import { seededRandom } from '../../pkg/maths';
import { ByteBuffer } from './byte-buffer';
import { Draft } from './draft';
import { writeJsonLine } from './json-line';

const SEED = 7_411;
const ALPHABET = ['a', ' ', '"', '\\', '/', '\u0000', '\u001f', '\u007f', '\u0080', 'é', '\u2028', '語', '\u{1f512}', '\ud800', '\udc00'];

test(`any text comes back as it was, lone surrogates as U+FFFD, seed ${SEED}`, () => {
  const random = seededRandom(SEED);
  const word = (): string => Array.from({ length: Math.floor(random() * 40) }, () => ALPHABET[Math.floor(random() * ALPHABET.length)] ?? '').join('');
  const [draft, out] = [new Draft(), new ByteBuffer(8)];
  for (let n = 0; n < 2_000; n++) {
    const [name, first, second, label] = [`x${word()}`, `1${word()}`, `2${word()}`, word()];
    draft.clear();
    out.clear();
    draft.time = 1_790_000_000_000;
    draft.set('user.name', name);
    draft.set('source.port', n);
    draft.add('related.user', first);
    draft.add('related.user', second);
    draft.labels.set('k', label);
    writeJsonLine(draft, 'id', 1_790_000_000_001, out);
    expect(JSON.parse(out.bytes().toString('utf8'))).toEqual({
      '@timestamp': '2026-09-21T14:13:20.000Z',
      'habitus.id': 'id',
      'event.ingested': '2026-09-21T14:13:20.001Z',
      'user.name': name.toWellFormed(),
      'source.port': n,
      'related.user': [first.toWellFormed(), second.toWellFormed()],
      labels: { k: label.toWellFormed() },
    });
  }
});
