import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Seal } from '../../pkg/identity/vault/seal';
import { DeadLetters } from '../deliver/dead-letters';
import { LetterSeal } from './letters';

let dir: string;
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'habitus-letters-'))));
afterEach(() => rmSync(dir, { recursive: true }));

const LETTER = { at: '2026-11-25T12:00:00Z', source: 'sshd', place: 'syslog of seedling', code: 'HAB-PARSE-003', reason: 'expected a line, got seedling' };
const written = (): string =>
  readdirSync(dir)
    .map((name) => readFileSync(join(dir, name), 'utf8'))
    .join('');
const sealWith = (settle: () => Promise<void>): LetterSeal =>
  new LetterSeal(new Seal(Buffer.alloc(32)), (text) => text.replace('seedling', 'user-calm-otter'), settle);

test('a letter is written behind the tokens of its cover', async () => {
  const before: string[] = [];
  const letters = new DeadLetters(
    dir,
    sealWith(() => {
      before.push(written());
      return Promise.resolve();
    })
  );
  letters.add(LETTER, Buffer.from('from seedling'));
  await letters.flush();
  expect(before).toEqual(['']);
  expect(written()).toContain('"place":"syslog of user-calm-otter"');
  expect(written()).not.toContain('seedling');
});

test('where the vault cannot be written the letter is not, and is counted', async () => {
  const letters = new DeadLetters(
    dir,
    sealWith(() => Promise.reject(new Error('disk full')))
  );
  letters.add(LETTER, Buffer.from('from seedling'));
  await expect(letters.flush()).rejects.toThrow('disk full');
  expect([written(), letters.overflowed]).toEqual(['', 1]);
});
