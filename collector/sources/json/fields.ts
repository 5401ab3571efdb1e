import type { Millis } from '../../../pkg/model';
import { number, text, timestamp } from '../reading';

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads a vendor's JSON by path. Exporters differ in the case of keys, write objects as dotted keys, numbers as text and one thing as a list of one
 * or the reverse: a path finds all of these. Remembers which top-level keys were read, so that the rest can be kept. Cost: an object's keys are read
 * once, and only where an exact key is absent.
 */
export class Fields {
  private readonly read = new Set<string>();

  public constructor(private readonly value: unknown) {}

  /** The value as it came: `null` and absent are undefined. */
  public raw(path: string): unknown {
    const { value } = this;
    const dot = path.indexOf('.');
    if (dot < 0 && isJson(value)) {
      const key = keyOf(value, path);
      this.read.add(key ?? path);
      return key === undefined ? undefined : (value[key] ?? undefined);
    }
    if (isJson(value)) this.read.add((dot < 0 ? undefined : keyOf(value, path.slice(0, dot))) ?? keyOf(value, path) ?? path);
    return find(value, path) ?? undefined;
  }

  /** The text of the first of these paths that has one; `-`, `null` and empty are none. */
  public text(...paths: readonly string[]): string | undefined {
    return this.first(paths, (value) => text(single(value)));
  }

  public number(...paths: readonly string[]): number | undefined {
    return this.first(paths, (value) => number(single(value)));
  }

  public time(...paths: readonly string[]): Millis | undefined {
    return this.first(paths, (value) => timestamp(single(value)));
  }

  /** true, "true", "True", 1 and "1", and their opposites. */
  public flag(...paths: readonly string[]): boolean | undefined {
    return this.first(paths, (value) => FLAGS.get(String(single(value)).toLowerCase()));
  }

  /** A list, also of one that came without brackets. Empty when absent. */
  public list(path: string): readonly unknown[] {
    const value = this.raw(path);
    if (value === undefined) return [];
    return Array.isArray(value) ? value : [value];
  }

  /** The texts of a list. */
  public texts(path: string): readonly string[] {
    return this.list(path).flatMap((one) => text(one) ?? []);
  }

  /** The object at a path (of a list: its first), empty when there is none. */
  public at(path: string): Fields {
    return new Fields(single(this.raw(path)));
  }

  /** The objects of a list. */
  public each(path: string): readonly Fields[] {
    return this.list(path).map((one) => new Fields(one));
  }

  public has(path: string): boolean {
    return this.raw(path) !== undefined;
  }

  /** The top-level keys that nothing asked for yet: what a source keeps under `habitus.extra`. */
  public *unread(): Iterable<readonly [string, unknown]> {
    if (!isJson(this.value)) return;
    for (const [key, value] of Object.entries(this.value)) if (!this.read.has(key) && value !== null && value !== undefined) yield [key, value];
  }

  /** The same object with nothing read yet: for a look after which a key is still kept as it came. */
  public unseen(): Fields {
    return new Fields(this.value);
  }

  private first<T>(paths: readonly string[], read: (value: unknown) => T | undefined): T | undefined {
    for (const path of paths) {
      const value = read(this.raw(path));
      if (value !== undefined) return value;
    }
    return undefined;
  }
}

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['yes', true],
  ['false', false],
  ['0', false],
  ['no', false],
]);

function single(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function find(value: unknown, path: string): unknown {
  const object = single(value);
  if (!isJson(object)) return undefined;
  const dot = path.indexOf('.');
  if (dot < 0 || hasDots(object)) return findAny(object, path);
  const key = keyOf(object, path.slice(0, dot));
  return key === undefined ? undefined : find(object[key], path.slice(dot + 1));
}

/** Any part of the path may be one key. */
function findAny(object: Json, path: string): unknown {
  const whole = keyOf(object, path);
  if (whole !== undefined) return object[whole];
  for (let dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
    const key = keyOf(object, path.slice(0, dot));
    const found = key === undefined ? undefined : find(object[key], path.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

function hasDots(object: Json): boolean {
  let has = dotted.get(object);
  if (has === undefined) {
    has = Object.keys(object).some((key) => key.includes('.'));
    dotted.set(object, has);
  }
  return has;
}

/** Whether an object has keys such as `user.name`: nearly none has, and then a path is walked once. */
const dotted = new WeakMap<Json, boolean>();

function keyOf(object: Json, key: string): string | undefined {
  if (Object.hasOwn(object, key)) return key;
  let keys = lowered.get(object);
  if (keys === undefined) {
    keys = new Map(
      Object.keys(object)
        .reverse()
        .map((one) => [one.toLowerCase(), one])
    );
    lowered.set(object, keys);
  }
  return keys.get(key.toLowerCase());
}

/** The keys of an object by their lower case, the first of several: a document is asked for many names that it does not have. */
const lowered = new WeakMap<Json, ReadonlyMap<string, string>>();
