import { createHmac, randomBytes } from 'node:crypto';
import type { EntityRef } from '../../model';
import type { StateStore } from '../../store/store';

const KEY = 'scoring-service/key';
const BYTES = 32;
/** Of a handle: 64 bits tell 100,000 entities apart but once in four thousand million namespaces. */
const LETTERS = 16;

/** What entities and values are called towards a scoring service: the same each time, and nothing that can be turned back without the namespace's own key. */
export class Handles {
  private constructor(private readonly key: Uint8Array) {}

  /** The key is made once a namespace and never leaves its store. */
  public static async of(state: StateStore): Promise<Handles> {
    const known = await state.get(KEY);
    if (known) return new Handles(known.bytes);
    const made = randomBytes(BYTES);
    if ((await state.put(KEY, made, undefined)) !== undefined) return new Handles(made);
    // Another process made it first.
    return new Handles((await state.get(KEY))?.bytes ?? made);
  }

  public entity({ type, id }: EntityRef): string {
    return this.hash(`entity\n${type}\n${id}`);
  }

  public value(value: string): string {
    return this.hash(`value\n${value}`);
  }

  private hash(text: string): string {
    return createHmac('sha256', this.key).update(text).digest('hex').slice(0, LETTERS);
  }
}
