import type { Millis } from '../../pkg/model';
import type { ByteBuffer } from './byte-buffer';
import { hourOf } from './event-id';

/**
 * Ids of records that have none of their own: of the hash of the request that brought them and of their place in it, 80 bits as of a hash for each, and none
 * is computed. Two places of one request never get the same; places of two requests as seldom as two hashes of 80 bits are the same.
 */
export class RequestIds {
  private readonly first: number;
  private readonly second: number;
  private readonly third: number;
  private hour = 0;
  private place = 0;

  /** @param request SHA-256 of its bytes in hex digits: the same when it is sent again */
  public constructor(public readonly request: string) {
    [this.first, this.second, this.third] = [wordAt(request, 0), wordAt(request, 8), wordAt(request, 16)];
  }

  /** What a place is called where a name is wanted. */
  public nameOf(place: number): string {
    return `${this.request}:${place}`;
  }

  /** Turns to a place. @param at undefined: its time is not known whole */
  public of(place: number, at: Millis | undefined): this {
    this.place = place;
    this.hour = hourOf(at);
    return this;
  }

  public write(out: ByteBuffer): void {
    out.hex(this.hour, 6);
    out.hex(this.first ^ mixed(this.place, 0x9e3779b9), 8);
    out.hex(this.second ^ mixed(this.place, 0x85ebca6b), 8);
    out.hex(this.third ^ mixed(this.place, 0xc2b2ae35), 4);
  }
}

function wordAt(request: string, from: number): number {
  return Number.parseInt(request.slice(from, from + 8), 16) | 0;
}

/** The finaliser of MurmurHash3: no two places give the same. */
function mixed(place: number, seed: number): number {
  let value = (place ^ seed) | 0;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}
