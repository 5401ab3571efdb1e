/** A name that an event is known to hold, and its token. */
interface Name {
  /** In lower case. */
  readonly text: string;
  readonly token: string;
  readonly isHost: boolean;
}

/** Which names are looked for: all; those that are more than letters; these and all of hosts. */
export type Among = 'all' | 'beyond letters' | 'hosts';

/** Of more names than these in one event the first count: what searching them costs is bounded. */
const MOST = 64;
const MOST_LENGTH = 256;
const LETTERS = /^\p{L}+$/u;
/** The machine's name of a fully qualified one; a part of an address is none, and what says a role and no machine. */
const MACHINE = /^(?=[^.]*[a-z])(?!(?:www|app|api|web|mail|auth|login|sso|portal)\.)([a-z0-9_-]{3,63})\../i;

/** The names of one event, to be found in its free text. Used again for the next event. */
export class KnownNames {
  private readonly names: Name[] = [];
  private beyond: readonly Name[] = [];
  private hosts: readonly Name[] = [];
  private readonly seen = new Set<string>();
  private isSorted = true;

  public clear(): void {
    if (this.names.length === 0) return;
    this.names.length = 0;
    [this.beyond, this.hosts] = [[], []];
    this.seen.clear();
    this.isSorted = true;
  }

  public add(raw: string, token: string, isHost = false): void {
    const text = raw.trim().toLowerCase();
    if (text === '' || text.length > MOST_LENGTH || this.names.length >= MOST || this.seen.has(text)) return;
    this.seen.add(text);
    this.names.push({ text, token, isHost });
    this.isSorted = false;
  }

  /** A host's: also the machine's name alone where it is fully qualified, as `ada-laptop` of `ada-laptop.acme.com`. */
  public addHost(raw: string, token: string): void {
    const name = raw.trim().replace(/\.$/, '');
    this.add(name, token, true);
    const machine = MACHINE.exec(name)?.[1];
    if (machine !== undefined) this.add(machine, token, true);
  }

  /** A person's: also the account behind a domain, the name in front of a mail's domain or in a distinguished name, the parts of a full name, and the machine of its account (`WS-7$`). */
  public addPerson(raw: string, token: string): void {
    this.add(raw, token);
    const account = /^[^\\]{1,64}\\(.{1,128})$/.exec(raw)?.[1] ?? /^([^@]{2,64})@/.exec(raw)?.[1] ?? /^CN=([^,]{2,128})/i.exec(raw)?.[1] ?? raw;
    if (account !== raw) this.add(account, token);
    if (account.length > 3 && account.endsWith('$')) this.add(account.slice(0, -1), token, true);
    if (account.includes(' ')) for (const part of account.split(/[ ,]+/, 8)) if (part.length > 2) this.add(part, token);
  }

  /** The longest first, as the shorter may be a part of it. */
  public longestFirst(among: Among): readonly Name[] {
    if (!this.isSorted) {
      this.names.sort((one, other) => other.text.length - one.text.length);
      this.beyond = this.names.filter(({ text }) => !LETTERS.test(text));
      this.hosts = this.names.filter(({ text, isHost }) => isHost || !LETTERS.test(text));
      this.isSorted = true;
    }
    return among === 'all' ? this.names : among === 'hosts' ? this.hosts : this.beyond;
  }
}
