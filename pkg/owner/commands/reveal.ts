import type { Millis } from '../../model';
import { EXIT, type Command } from '../command';
import { revealFor, type Asked } from '../reveal';

interface RevealArgs extends Asked {
  /** Who asks, for the audit trail. */
  readonly by: string;
  readonly at: Millis;
}

/** `habitus reveal`: the original of a token. Whoever may call it owns the data directory. */
export const reveal: Command<RevealArgs> = async (habitus, { by, at, ...asked }, io) => {
  const revealed = await revealFor(habitus, asked, by, at);
  const until = new Date(revealed.until).toISOString();
  if (io.json) await io.out(`${JSON.stringify({ ...revealed, until })}\n`);
  else {
    await io.out(`${revealed.original}\n`);
    io.err(`Written to the audit trail; keep it no longer than until ${until}.\n`);
  }
  return EXIT.done;
};
