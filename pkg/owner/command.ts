import type { Habitus } from './habitus';

/** What the person's end of a command is like, wherever the command itself runs. */
export interface Terminal {
  /** Progress is drawn in place; otherwise it is a plain line now and then. */
  readonly interactive: boolean;
  readonly colour: boolean;
  readonly columns: number;
}

/** Where a command writes and how it is told to end. */
export interface CommandIo {
  readonly json: boolean;
  /** Of stderr: progress is drawn there. */
  readonly terminal: Terminal;
  /** Aborted by ^C, by a closed pipe, and by an owner that stops. */
  readonly signal: AbortSignal;
  /** To stdout. Await it in loops: it resolves when the reader has room. */
  out(text: string): Promise<void>;
  /** To stderr. */
  err(text: string): void;
}

/** 0 done, 1 found wrong, 2 called wrong, 3 not available here, 4 failed, 130 interrupted. These are stable. */
export const EXIT = { done: 0, foundWrong: 1, calledWrong: 2, notAvailable: 3, failed: 4, interrupted: 130 } as const;

/** A command that works on an opened data directory, run by whoever owns it. Its arguments are plain JSON, paths absolute. */
export type Command<A> = (habitus: Habitus, args: A, io: CommandIo) => Promise<number>;
