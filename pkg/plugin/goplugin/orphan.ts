const EVERY = 1_000;

/** Calls `orphaned` once when the process that started this one is gone: a host that was killed tells nobody. */
export function watchParent(orphaned: () => void, parent: () => number = () => process.ppid): { stop(): void } {
  const first = parent();
  const timer = setInterval(() => {
    if (parent() === first) return;
    clearInterval(timer);
    orphaned();
  }, EVERY);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
