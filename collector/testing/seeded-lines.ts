import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readFixtures } from './fixtures';

/** Lines of a source in which whoever is named is named as nobody else on earth: to be looked for afterwards. */
interface SeededLines {
  readonly source: string;
  readonly lines: readonly string[];
}

const SOURCES = join(__dirname, '../sources');
const MAIL = /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,64}\.[A-Za-z]{2,8}/g;
const IPV4 = /(?<![\d./])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g;
/** Groups are no persons: their names stay. */
const PERSONS =
  /^user\.(?:id|name|email|full_name|target\.(?!group\.)|effective\.(?:id|name)|changes\.)|^habitus\.payment\.(?:account|card|counterparty)$|^device\.id$|^host\.(?:name|id)$/;

/** Makes seeds and remembers them. */
export class Seeds {
  public readonly all = new Set<string>();

  public name(): string {
    return this.add(`seedling${this.all.size}q`);
  }
  public mail(): string {
    return this.add(`seedmail${this.all.size}q@seeded-example.net`);
  }
  public address(): string {
    const n = this.all.size;
    return this.add(`203.${(n >> 12) % 200}.${(n >> 6) % 64}.${100 + (n % 64)}`);
  }
  /** Fully qualified; of one that is named in a text only the first label may stand there. */
  public host(): string {
    return this.add(`seedhost${this.all.size}q.corp.example`);
  }
  private add(seed: string): string {
    this.all.add(seed);
    return seed;
  }
}

/** The fixtures of all sources, each with seeds in place of its mail addresses, its addresses, and the names that its event is known to hold. */
export function seededFixtures(seeds: Seeds): SeededLines[] {
  return readdirSync(SOURCES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && readdirSync(join(SOURCES, entry.name)).includes('fixtures'))
    .map(({ name: source }) => ({
      source,
      lines: readFixtures(join(SOURCES, source)).flatMap(([, fixtures]) => fixtures.map(({ line, event = {} }) => seeded(line, namesOf(event), seeds))),
    }));
}

function namesOf(event: Readonly<Record<string, unknown>>): string[] {
  const values = Object.entries(event).flatMap(([field, value]) => (PERSONS.test(field) && typeof value === 'string' ? [value] : []));
  return values.filter((value) => value.length > 3 && !value.includes('@') && !/^[\d.]+$/.test(value));
}

function seeded(line: string, names: readonly string[], seeds: Seeds): string {
  const known = new Map<string, string>();
  const once = (found: string, make: () => string): string => known.get(found) ?? (known.set(found, make()).get(found) as string);
  let text = line.replace(MAIL, (found) => once(found, () => seeds.mail())).replace(IPV4, (found) => once(found, () => seeds.address()));
  // As a value and not as a key, and as a word of its own.
  for (const name of names) {
    text = text.replace(new RegExp(`(?<![\\w.-])${name.replace(/[^\w]/g, '\\$&')}(?![\\w.-]|"\\s*:)`, 'gi'), () => once(name, () => seeds.name()));
  }
  return text;
}
