/** A name that an event is known to hold, and its token. */
interface Name {
  /** In lower case. */
  readonly text: string;
  readonly token: string;
}

/** Of more names than these in one event the first count: what searching them costs is bounded. */
const MOST = 64;
const MOST_LENGTH = 256;
const LETTERS = /^\p{L}+$/u;

/** The names of one event, to be found in its free text. Used again for the next event. */
export class KnownNames {
  private readonly names: Name[] = [];
  private beyond: readonly Name[] = [];
  private readonly seen = new Set<string>();
  private isSorted = true;

  public clear(): void {
    if (this.names.length === 0) return;
    this.names.length = 0;
    this.beyond = [];
    this.seen.clear();
    this.isSorted = true;
  }

  public add(raw: string, token: string): void {
    const text = raw.trim().toLowerCase();
    if (text === '' || text.length > MOST_LENGTH || this.names.length >= MOST || this.seen.has(text)) return;
    this.seen.add(text);
    this.names.push({ text, token });
    this.isSorted = false;
  }

  /** A person's: also the account behind a domain, the name in front of a mail's domain or in a distinguished name, and the parts of a full name. */
  public addPerson(raw: string, token: string): void {
    this.add(raw, token);
    const account = /^[^\\]{1,64}\\(.{1,128})$/.exec(raw)?.[1] ?? /^([^@]{2,64})@/.exec(raw)?.[1] ?? /^CN=([^,]{2,128})/i.exec(raw)?.[1] ?? raw;
    if (account !== raw) this.add(account, token);
    if (account.includes(' ')) for (const part of account.split(/[ ,]+/, 8)) if (part.length > 2) this.add(part, token);
  }

  /** The longest first, as the shorter may be a part of it. @param beyondLetters only those that are more than letters */
  public longestFirst(beyondLetters: boolean): readonly Name[] {
    if (!this.isSorted) {
      this.names.sort((one, other) => other.text.length - one.text.length);
      this.beyond = this.names.filter(({ text }) => !LETTERS.test(text));
      this.isSorted = true;
    }
    return beyondLetters ? this.beyond : this.names;
  }
}
