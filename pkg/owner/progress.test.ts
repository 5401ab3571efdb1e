import { Progress } from './progress';
import { RecordedIo } from './testing/doubles';

function clock(): { now: () => number; pass: (millis: number) => void } {
  let at = 0;
  return { now: () => at, pass: (millis) => (at += millis) };
}

test('elsewhere than on a terminal it is a plain line every five seconds', () => {
  const io = new RecordedIo();
  const { now, pass } = clock();
  const progress = new Progress(io, 'Importing', now);
  for (let share = 0; share <= 1; share += 0.1) {
    progress.update(share, 'x');
    pass(1_000);
  }
  progress.end();
  expect(io.stderr).toBe('Importing:  50 %, x, 5 s left\nImporting:  99 %, x, 1 s left\n');
  expect(io.stdout).toBe('');
});

test('on a terminal it is a bar within the width that is taken away at the end', () => {
  const io = new RecordedIo(false, { interactive: true, colour: true, columns: 60 });
  const { now, pass } = clock();
  const progress = new Progress(io, 'Learning', now);
  pass(2_000);
  progress.update(0.5, 'y'.repeat(100));
  pass(50);
  progress.update(0.6, 'too soon');
  progress.end();
  const drawn = io.stderr.split('\r\x1b[2K').slice(1);
  expect(drawn).toHaveLength(3);
  expect(drawn[1]).toMatch(/^Learning █{12}░{12} {2}50 % y+$/);
  expect(drawn[1]!.length).toBeLessThan(60);
  expect(drawn[2]).toBe('');
});

test.each([NaN, -1, 7])('a share of %p draws no bar of another length', (share) => {
  const io = new RecordedIo(false, { interactive: true, colour: true, columns: 200 });
  const { now, pass } = clock();
  const progress = new Progress(io, 'L', now);
  pass(2_000);
  progress.update(share, '');
  expect(io.stderr.split('\r\x1b[2K').at(-1)).toMatch(/^L [█░]{24} /);
});
