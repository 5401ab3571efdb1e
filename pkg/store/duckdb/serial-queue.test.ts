import { SerialQueue } from './serial-queue';

test('runs in order, never two at once, and goes on after a failure', async () => {
  const queue = new SerialQueue();
  const seen: string[] = [];
  const step = (label: string, fail = false) =>
    queue.run(async () => {
      seen.push(`${label}+`);
      await new Promise((resolve) => setImmediate(resolve));
      seen.push(`${label}-`);
      if (fail) {
        throw new Error(label);
      }
      return label;
    });
  const [a, b, c] = [step('a'), step('b', true), step('c')];
  await expect(a).resolves.toBe('a');
  await expect(b).rejects.toThrow('b');
  await expect(c).resolves.toBe('c');
  expect(seen).toEqual(['a+', 'a-', 'b+', 'b-', 'c+', 'c-']);
});

test('idle waits for what was asked for', async () => {
  const queue = new SerialQueue();
  let done = false;
  void queue.run(async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    done = true;
  });
  await queue.idle();
  expect(done).toBe(true);
});
