import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { HabitusError } from '../../errors';
import type { Fence, StateStore } from '../../store/store';
import { EMPTY, heldBy, joined, left, surplus, type LeaseTable } from './lease-table';

/** In milliseconds. */
export interface Timing {
  /** Between two signs of life. */
  readonly beat: number;
  /** Without a sign of life for so long, a session is dead. It stops writing by itself after two thirds of it. */
  readonly ttl: number;
  /** Between two looks at who is there. */
  readonly look: number;
  /** Between two looks for work that others have to finish first. */
  readonly busy: number;
  /** Between two rounds over hours that still fill. */
  readonly tick: number;
}

/** A worker that dies is replaced within `ttl` and two looks: 19 s. */
export const TIMING: Timing = { beat: 5_000, ttl: 15_000, look: 2_000, busy: 100, tick: 15_000 };

const TABLE = 'leases';
const TRIES = 5;

interface Sign {
  readonly version: number | undefined;
  /** When it was first seen, by this process's own monotonic clock. */
  readonly since: number;
}

/**
 * One worker among others of a namespace: shows that it lives, watches who does not, holds leases.
 *
 * No two clocks are compared: a session is dead when its block did not change for the time to live by the watcher's own clock. Its block is then taken by
 * compare-and-set, so that a sign of life it sends later is refused and it knows. A session that could not send one for two thirds of that time holds
 * nothing in its own eyes. What it still writes then carries an older term than its successor's, and is refused.
 */
export class Session {
  private id = randomUUID().slice(0, 13);
  private table: LeaseTable = EMPTY;
  private version: number | undefined;
  private beatAt = -Infinity;
  private writes = 0;
  private top = 0;
  private beating: Promise<void> | undefined;
  private readonly signs = new Map<string, Sign>();
  /** As the process shows itself. */
  public readonly name = `${hostname()}:${process.pid}`;
  private readonly since: string;

  public constructor(
    private readonly state: StateStore,
    private readonly timing: Timing,
    clock: () => number,
    private readonly now: () => number = () => performance.now()
  ) {
    this.since = new Date(clock()).toISOString();
  }

  /** Whether it may believe what it holds. */
  public get isCurrent(): boolean {
    return this.now() - this.beatAt < (this.timing.ttl * 2) / 3;
  }

  /** What it holds, with terms. Nothing while it is not current. */
  public held(): ReadonlyMap<string, number> {
    return this.isCurrent ? heldBy(this.table, this.id) : new Map<string, number>();
  }

  public holds(lease: string): boolean {
    return this.held().has(lease);
  }

  /** To be let go when convenient: others came. */
  public surplus(): string[] {
    return this.isCurrent ? surplus(this.table, this.id) : [];
  }

  /** Who takes part, itself included. */
  public members(): readonly string[] {
    return Object.keys(this.table.members).sort();
  }

  public get place(): number {
    return Math.max(0, this.members().indexOf(this.id));
  }

  public isMember(session: string): boolean {
    return this.table.members[session] !== undefined;
  }

  public get key(): string {
    return this.id;
  }

  /**
   * After the process stood still or was busy for long: whether it was taken for dead. While its own block is as it left it, nobody took anything: who does,
   * takes that block first.
   */
  public async confirm(): Promise<void> {
    if (!this.isCurrent && this.beatAt !== -Infinity) await this.beat();
  }

  /**
   * What a write under leases carries: the newest term of the session, which is above that of whoever held any of them before; higher with every write.
   *
   * @throws HabitusError HAB-STORE-008 when one of them is not held any more
   */
  public async fence(first: string, ...others: readonly string[]): Promise<Fence> {
    await this.confirm();
    const held = this.held();
    const lost = [first, ...others].find((lease) => !held.has(lease));
    if (lost !== undefined) throw new HabitusError('HAB-STORE-008', `${lost} is not held any more`);
    this.top = Math.max(this.top, ...held.values());
    return { name: first, version: this.top * TERM + TOUCHES * ++this.writes };
  }

  /** A sign of life where one is due, a look at the others, and what is free taken. To be called again and again. */
  public async look(): Promise<void> {
    if (this.now() - this.beatAt >= this.timing.beat) await this.beat();
    for (let left = TRIES; left > 0; left--) {
      const stored = await this.state.get(TABLE);
      const table = tableOf(stored?.bytes);
      if (await this.settle(table, stored?.version)) return;
    }
  }

  /** Whether the table was as it should be, or could be made so. */
  private async settle(table: LeaseTable, version: number | undefined): Promise<boolean> {
    const gone = await this.findGone(table);
    if (this.beatAt === -Infinity) return true;
    const next = joined(table, this.id, { name: this.name, since: this.since }, gone);
    const same = JSON.stringify(next) === JSON.stringify(table);
    if (!same && (await this.state.put(TABLE, bytesOf(next), version)) === undefined) return false;
    this.table = next;
    for (const session of gone) await this.state.delete(sessionKey(session));
    return true;
  }

  /** Lets go of some leases, or of all and of taking part. */
  public async leave(leases?: readonly string[]): Promise<void> {
    for (let tries = TRIES; tries > 0; tries--) {
      const stored = await this.state.get(TABLE);
      if (stored === undefined) return;
      const next = left(tableOf(stored.bytes), this.id, leases);
      this.table = left(this.table, this.id, leases);
      if ((await this.state.put(TABLE, bytesOf(next), stored.version)) !== undefined) break;
    }
    if (leases !== undefined) return;
    await this.state.delete(sessionKey(this.id));
    this.startOver();
  }

  /** One at a time: a second would be refused as late. */
  private async beat(): Promise<void> {
    this.beating ??= this.beatNow().finally(() => {
      this.beating = undefined;
    });
    await this.beating;
  }

  private async beatNow(): Promise<void> {
    const at = this.now();
    const version = await this.state.put(sessionKey(this.id), Buffer.from(this.name), this.version);
    // Refused: others took it for dead.
    if (version === undefined) this.startOver();
    else [this.version, this.beatAt] = [version, at];
  }

  /** As another session: whatever it held is not its own any more. */
  private startOver(): void {
    this.id = randomUUID().slice(0, 13);
    [this.version, this.beatAt, this.table] = [undefined, -Infinity, EMPTY];
  }

  /** Members without a sign of life for as long as the time to live; each is told by its block. */
  private async findGone({ members }: LeaseTable): Promise<Set<string>> {
    const gone = new Set<string>();
    for (const session of Object.keys(members)) {
      if (session !== this.id && (await this.isGone(session))) gone.add(session);
    }
    for (const session of this.signs.keys()) if (members[session] === undefined) this.signs.delete(session);
    return gone;
  }

  private async isGone(session: string): Promise<boolean> {
    const version = (await this.state.get(sessionKey(session)))?.version;
    const known = this.signs.get(session);
    if (!known || known.version !== version) this.signs.set(session, { version, since: this.now() });
    else if (this.now() - known.since >= this.timing.ttl) {
      return version === undefined || (await this.state.put(sessionKey(session), Buffer.from('dead'), version)) !== undefined;
    }
    return false;
  }
}

/** A fence leaves room for 33 million writes a term, and for others who touch a document in between. */
const TERM = 2 ** 29;
const TOUCHES = 16;

/** Who holds what, for health. */
export async function readLeaseTable(state: StateStore): Promise<LeaseTable> {
  return tableOf((await state.get(TABLE))?.bytes);
}

function sessionKey(session: string): string {
  return `session/${session}`;
}

function tableOf(bytes: Uint8Array | undefined): LeaseTable {
  return bytes === undefined ? EMPTY : (JSON.parse(Buffer.from(bytes).toString()) as LeaseTable);
}

function bytesOf(table: LeaseTable): Uint8Array {
  return Buffer.from(JSON.stringify(table));
}
