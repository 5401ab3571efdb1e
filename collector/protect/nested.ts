import type { TokenKind } from '../../pkg/identity';
import { namedBy } from './personal-key';

const DEEPEST = 32;
const TOO_DEEP = '[too deep]';
const NUMBER = '[number]';
/** From here on a number may be one that a person or a card has. */
const LONG = 1e8;

/** How the leaves of a value are replaced. */
export interface Leaves {
  /** A text that names somebody as a whole, by its key. */
  named(kind: TokenKind, text: string): string;
  /** Any other, and keys. */
  text(text: string): string;
}

/** The names in a value of any JSON, by their keys: to be found in texts. */
export function eachName(value: unknown, path: string, found: (kind: TokenKind, text: string) => void, depth = 0): void {
  if (depth > DEEPEST) return;
  if (typeof value === 'string' || typeof value === 'number') {
    const kind = namedBy(path);
    if (kind !== undefined) found(kind, String(value));
  } else if (Array.isArray(value)) for (const one of value as unknown[]) eachName(one, path, found, depth + 1);
  else if (typeof value === 'object' && value !== null) for (const [key, one] of Object.entries(value)) eachName(one, `${path}.${key}`, found, depth + 1);
}

/** The same value with its leaves replaced: texts, keys, and numbers that are long and no time in milliseconds or microseconds. */
export function replaced(value: unknown, path: string, leaves: Leaves, depth = 0): unknown {
  if (depth > DEEPEST) return TOO_DEEP;
  const kind = typeof value === 'string' || typeof value === 'number' ? namedBy(path) : undefined;
  if (kind !== undefined) return leaves.named(kind, String(value));
  if (typeof value === 'string') return leaves.text(value);
  if (typeof value === 'number') return Math.abs(value) < LONG || isTime(value) || !Number.isInteger(value) ? value : NUMBER;
  if (Array.isArray(value)) return (value as unknown[]).map((one) => replaced(one, path, leaves, depth + 1));
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.create(null) as Record<string, unknown>;
  for (const [key, one] of Object.entries(value)) copy[leaves.text(key)] = replaced(one, `${path}.${key}`, leaves, depth + 1);
  return copy;
}

/** 2001 to 2100. */
function isTime(value: number): boolean {
  return (value > 978e9 && value < 4_103e9) || (value > 978e12 && value < 4_103e12);
}
