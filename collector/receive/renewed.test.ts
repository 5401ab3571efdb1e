import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WatchedFiles } from '../config/watched-files';
import type { Receiver } from './receiver';
import { Renewed } from './renewed';

const NEVER = 3_600_000;
let dir: string;
let did: string[];
let files: WatchedFiles<Receiver>;
let receiver: Renewed;

function made(): Receiver {
  const secret = readFileSync(join(dir, 'secret'), 'utf8');
  if (secret === '') throw new Error('expected a secret, got none');
  const say = async (what: string): Promise<void> => void (await Promise.resolve(did.push(`${what} ${secret}`)));
  return { name: 'pull okta', start: async () => await say('start'), stop: async () => await say('stop') };
}
const write = (secret: string): void => {
  writeFileSync(join(dir, 'secret'), secret);
  files.look();
};

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'habitus-renewed-'));
  did = [];
  writeFileSync(join(dir, 'secret'), 'old');
  files = new WatchedFiles<Receiver>([join(dir, 'secret')], made, NEVER);
  receiver = new Renewed(files);
});
afterEach(() => rmSync(dir, { recursive: true }));

test('with another secret another one begins when the one before has ended', async () => {
  await receiver.start();
  write('newer');
  write('newest one');
  await receiver.stop();
  // Nobody waits between the changes and the end: what had not begun does not begin any more.
  expect(did).toEqual(['start old', 'stop old']);
});

test('each change is one turn', async () => {
  await receiver.start();
  write('newer');
  await Promise.resolve();
  while (did.length < 3) await Promise.resolve();
  await receiver.stop();
  expect(did).toEqual(['start old', 'stop old', 'start newer', 'stop newer']);
});

test('a secret that cannot be read leaves the one before at work and says so', async () => {
  await receiver.start();
  write('');
  expect([did, receiver.error]).toEqual([['start old'], expect.stringContaining('expected a secret, got none')]);
  await receiver.stop();
  expect(did).toEqual(['start old', 'stop old']);
});

test('one that was never started is not started by a change', async () => {
  write('newer');
  await receiver.stop();
  expect(did.filter((one) => one.startsWith('start'))).toEqual([]);
});
