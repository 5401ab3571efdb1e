import type { Command } from 'commander';
import { momentOption } from '../values';

/** `--since` and `--until`, half open. */
export function withSpan(command: Command): Command {
  return command
    .option('--since <time>', 'from this time on, as 2026-03-30 or 2026-03-30T15:55Z', momentOption)
    .option('--until <time>', 'before this time', momentOption);
}
