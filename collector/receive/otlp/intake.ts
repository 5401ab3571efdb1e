import type { Millis } from '../../../pkg/model';
import type { DeadLetters } from '../../deliver/dead-letters';
import type { WriteAheadLog } from '../../deliver/write-ahead-log';
import { ByteBuffer } from '../../encode/byte-buffer';
import { USUAL_STEPS } from '../../clean/irrelevant';
import type { Step } from '../../encode/step';
import type { Tally } from '../../tally';
import { countPoints } from './count-points';
import { encodeRequest, encodeSpans, type Form } from './encode-request';
import type { Encoded, Refused } from './request-encoding';

/** What the sender is told. */
export interface Taken {
  readonly rejected: number;
  readonly message: string;
}

/** The signals of OTLP that are received. */
export type Signal = 'logs' | 'traces' | 'metrics';

/** Buffers that wait for their next request: large ones and those beyond so many are not kept. */
const MOST_KEPT = 16;
const KEPT_BYTES = 4 * 1024 * 1024;
const FIRST_BYTES = 1024 * 1024;

/** Turns a request into encoded events, logs them, and only then answers. Of traces the events of users are taken; a metric is a sum over many of them, and is none. */
export class OtlpIntake {
  private readonly kept: ByteBuffer[] = [];

  public constructor(
    private readonly log: Pick<WriteAheadLog, 'appendKept'>,
    private readonly deadLetters: DeadLetters,
    private readonly tally: Tally,
    private readonly clock: () => Millis,
    private readonly onTime: (at: Millis) => void,
    private readonly steps: readonly Step[] = USUAL_STEPS
  ) {}

  /** @throws WireError for a damaged request, HabitusError HAB-RECV-002 for one that is too large (nothing of either is taken), HAB-RECV-003 when the log is full */
  public async take(body: Uint8Array, form: Form, signal: Signal = 'logs'): Promise<Taken> {
    if (signal === 'metrics') return this.turnAway(countPoints(body, form));
    const buffer = this.kept.pop() ?? new ByteBuffer(FIRST_BYTES);
    let encoded: Encoded;
    try {
      encoded = (signal === 'logs' ? encodeRequest : encodeSpans)(body, form, this.clock(), buffer, this.steps);
      if (encoded.count > 0) await this.log.appendKept(buffer.bytes(), encoded.count, encoded.fields);
    } finally {
      if (this.kept.length < MOST_KEPT && buffer.capacity <= KEPT_BYTES) this.kept.push(buffer);
    }
    await this.account(encoded);
    return { rejected: encoded.refusedCount, message: encoded.refused[0]?.reason ?? '' };
  }

  /** A request of which nothing could be taken: counted as one record and kept, as far as it is worth. */
  public async bury(refused: Refused): Promise<void> {
    this.letter(refused);
    await this.deadLetters.flush().catch(() => undefined);
  }

  private turnAway(points: number): Taken {
    if (points > 0) this.tally.drop('metric', points);
    return { rejected: points, message: points === 0 ? '' : 'data points hold no event of a user: send logs or traces' };
  }

  private async account({ newest, late, drops, refused, refusedCount }: Encoded): Promise<void> {
    this.tally.late += late;
    if (newest !== undefined) this.onTime(newest);
    for (const [reason, count] of drops) this.tally.drop(reason, count);
    for (const one of refused) this.letter(one);
    for (let unkept = refusedCount - refused.length; unkept > 0; unkept--) this.tally.deadLetter(refused[0]?.code ?? 'HAB-PARSE-003');
    // The events are in the log: for a letter that cannot be written (it is counted as overflowed) nobody shall send them again.
    await this.deadLetters.flush().catch(() => undefined);
  }

  private letter({ code, reason, raw }: Refused): void {
    this.tally.deadLetter(code);
    this.deadLetters.add({ at: new Date(this.clock()).toISOString(), source: 'otlp', place: 'otlp', code, reason }, raw);
  }
}
