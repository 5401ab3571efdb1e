import type { Seal } from '../../pkg/identity';

/** What of a dead letter is read by nobody without the key. */
interface LetterContents {
  readonly raw: string;
  readonly encoding: 'utf8' | 'base64';
  readonly reason: string;
  readonly place: string;
  readonly origin?: string;
}

/** What of a dead letter everybody may read who may read the list. */
interface LetterCover {
  readonly reason: string;
  readonly place: string;
}

/** Seals what a dead letter holds: a record that nobody understood may name anybody, and so may the words about it. */
export class LetterSeal {
  /**
   * @param message takes names out of words of our own
   * @param settle resolves once the tokens of all covers until now are in the vault: to be awaited before one is written
   */
  public constructor(
    private readonly seal: Seal,
    private readonly message: (text: string) => string,
    public readonly settle: () => Promise<void>
  ) {}

  /** Of the reason what was expected stays: what came instead is a piece of the record. */
  public cover({ reason, place }: LetterCover): LetterCover {
    const got = reason.indexOf(', got ');
    return { reason: this.message(got < 0 ? reason : reason.slice(0, got)), place: this.message(place) };
  }

  /** @param code of the letter, which it is bound to */
  public close(contents: LetterContents, code: string): string {
    return this.seal.close(Buffer.from(JSON.stringify(contents)), code).toString('base64');
  }

  /** Undefined for one that another key sealed, or that was changed. */
  public open(sealed: string, code: string): LetterContents | undefined {
    const plain = this.seal.open(Buffer.from(sealed, 'base64'), code);
    return plain && (JSON.parse(plain.toString('utf8')) as LetterContents);
  }
}
