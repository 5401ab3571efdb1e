import type { Pseudonyms } from '../../pkg/identity';
import type { WriteAheadLog } from '../deliver/write-ahead-log';
import type { Step } from '../encode/step';
import type { LetterSeal } from './letters';

type Log = Pick<WriteAheadLog, 'append' | 'appendKept'>;

/** What a collector does for a namespace so that nothing that names somebody is durable. Made by {@link protectionOf}. */
interface Protection {
  /** Behind all others. */
  readonly steps: readonly Step[];
  /** Of dead letters; undefined: they are kept as they are. */
  readonly letters?: LetterSeal;
  /** The log, into which nothing goes whose tokens are not in the vault. */
  overLog(log: Log): Log;
  /** Where there are tokens: resolves once those given out until now are in the vault. */
  readonly settle?: () => Promise<void>;
  /** A user's name for lists that are kept. */
  user(name: string): string;
  /** Words of the collector about what it met. */
  message(text: string): string;
}

const NONE: Protection = {
  steps: [],
  overLog: (log) => log,
  user: (name) => name,
  message: (text) => text,
};

/** Where there are no pseudonyms nothing is loaded, and no event costs more. */
export async function protectionOf(pseudonyms: Pseudonyms | undefined): Promise<Protection> {
  if (pseudonyms === undefined) return NONE;
  const [{ Protect }, { LetterSeal: Letters }] = await Promise.all([import('./protect'), import('./letters')]);
  const protect = new Protect(pseudonyms);
  const settle = async (): Promise<void> => await pseudonyms.vault.settle();
  const later = afterwards(settle);
  const message = (text: string): string => protect.message(text);
  return {
    steps: [protect],
    letters: new Letters(pseudonyms.letters, message, settle),
    settle,
    overLog: (log) => ({
      append: async (lines, count, fields) => {
        // Copied at once: the caller may write over it while the vault is settled.
        const copy = Buffer.from(lines);
        await settle();
        await log.appendKept(copy, count, fields);
      },
      appendKept: async (lines, count, fields) => {
        await settle();
        await log.appendKept(lines, count, fields);
      },
    }),
    user: (name) => {
      later();
      return protect.entity('user', name);
    },
    message,
  };
}

/** Once behind the code that runs now, however often it is asked for there. What fails is tried again by the next. */
function afterwards(work: () => Promise<void>): () => void {
  let isAsked = false;
  return () => {
    if (isAsked) return;
    isAsked = true;
    queueMicrotask(() => {
      isAsked = false;
      void work().catch(() => undefined);
    });
  };
}
