import { normaliseEntity } from './normalise';

/** One who has names: a person, or a service account that somebody answers for. */
export interface Person {
  readonly id: string;
  /** All that systems call them: account names, mail addresses, `DOMAIN\user`, distinguished names, SIDs. */
  readonly names: readonly string[];
  readonly department?: string | undefined;
  readonly title?: string | undefined;
  /** Time zone, as `Europe/Vienna`. */
  readonly zone?: string | undefined;
  readonly manager?: string | undefined;
}

/** Whose a name is: a person; several, of whom none is taken; or nobody's that is known. */
export type Owner = Person | 'shared' | undefined;

/**
 * Names of people. Spelling is that of `normaliseEntity`; `DOMAIN\user` and `user@domain` stand for `user` where the domain is one of our own, and for
 * nobody else's: who registers j.weber at a mail provider is not our j.weber. A distinguished name is the same however it is spaced; a SID is a name like
 * any other. A look-up costs two of a map.
 */
export class Directory {
  public readonly size: number;
  private readonly exact = new Map<string, Person | 'shared'>();
  private readonly bare = new Map<string, Person | 'shared'>();
  private readonly domains: ReadonlySet<string>;

  public constructor(people: readonly Person[], domains: readonly string[] = []) {
    this.domains = new Set(domains.map((domain) => domain.toLowerCase()));
    const merged = mergedById(people);
    this.size = merged.length;
    for (const person of merged) {
      for (const raw of [person.id, ...person.names]) {
        const name = nameOf(raw);
        if (name === undefined) continue;
        claim(this.exact, name, person);
        claim(this.bare, this.withoutDomain(name), person);
      }
    }
  }

  public find(raw: string): Owner {
    const name = nameOf(raw);
    return name === undefined ? undefined : (this.exact.get(name) ?? this.bare.get(this.withoutDomain(name)));
  }

  /** Whether a domain is one of our own. */
  public isOwn(domain: string): boolean {
    return this.domains.has(domain.toLowerCase());
  }

  /** The normalised name without a domain of our own. */
  public withoutDomain(name: string): string {
    const slash = name.indexOf('\\');
    if (slash > 0 && this.domains.has(name.slice(0, slash))) return name.slice(slash + 1);
    const at = name.lastIndexOf('@');
    return at > 0 && this.domains.has(name.slice(at + 1)) ? name.slice(0, at) : name;
  }

  /** Names that several people have, sorted: none of them is resolved. */
  public get shared(): readonly string[] {
    const all = [...this.exact, ...this.bare].flatMap(([name, owner]) => (owner === 'shared' ? [name] : []));
    return [...new Set(all)].sort();
  }
}

/** RFC 4514 lets writers put spaces around `,` and `=`. */
function nameOf(raw: string): string | undefined {
  const name = normaliseEntity('user', raw);
  return name !== undefined && DISTINGUISHED.test(name) ? name.replace(SPACED, '$1') : name;
}

const DISTINGUISHED = /^(?:cn|uid|ou|dc|o|c) ?= ?[^,]/;
const SPACED = / ?([,=]) ?/g;

function claim(names: Map<string, Person | 'shared'>, name: string, person: Person): void {
  const owner = names.get(name);
  names.set(name, owner === undefined || owner === person ? person : 'shared');
}

/** A list may have a row for each account of a person: names are joined, of the rest the first that is told counts. */
function mergedById(people: readonly Person[]): Person[] {
  const byId = new Map<string, Person>();
  for (const person of people) {
    const key = person.id.trim().toLowerCase();
    const before = byId.get(key);
    byId.set(key, before === undefined ? person : { ...person, ...told(before), names: [...before.names, ...person.names] });
  }
  return [...byId.values()];
}

function told(person: Person): Person {
  return Object.fromEntries(Object.entries(person).filter(([, value]) => value !== undefined)) as unknown as Person;
}
