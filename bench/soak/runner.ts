import type { RunSoak } from './check';

/** The entry of a bundled soak: runs it and prints its checks as JSON lines. Exit code 1 when one is beyond its limit, or is no number. */
export async function main(name: string, run: RunSoak, rounds: number | undefined): Promise<void> {
  const checks = await run(rounds);
  if (checks.length === 0) throw new RangeError(`${name}: expected checks, got none`);
  for (const check of checks) {
    const good = check.value <= check.most;
    if (!good) process.exitCode = 1;
    process.stdout.write(`${JSON.stringify({ soak: name, ...check, good })}\n`);
  }
}
