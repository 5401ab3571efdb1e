import { randomUUID } from 'node:crypto';
import type { ErrorCode } from '../../../pkg/errors';
import type { Source } from '../../sources/source';
import type { RecordIntake } from '../intake';
import type { Batcher } from './batcher';
import { Routes } from './routes';

export interface LinesOptions {
  /** Of the receiver, for dead letters: `syslog tcp`. */
  readonly place: string;
  /** Set by the operator; otherwise guessed. */
  readonly source?: Source;
  /** Of lines that do not say it. */
  readonly zone?: string;
}

/** Brings messages to the source that knows them. Of a sender and program that none knows, the first message is kept as a dead letter, the others are counted as dropped. */
export class SyslogLines {
  private readonly routes: Routes;
  /** Syslog has no ids and no second delivery that could be told from a second message: each is its own. */
  private readonly run = randomUUID();
  private count = 0;

  public constructor(
    private readonly intake: Pick<RecordIntake, 'refuse' | 'drop' | 'flush'>,
    private readonly batcher: Pick<Batcher, 'add'>,
    private readonly options: LinesOptions
  ) {
    this.routes = new Routes(options.source);
  }

  /** @param bytes are copied */
  public message(bytes: Buffer, sender: string): void {
    const route = this.routes.find(bytes, sender);
    if (route.source === undefined) {
      if (route.first) this.refuse('HAB-PARSE-003', 'a message of a program that a source knows; the next ones are only counted', sender, bytes);
      else this.intake.drop('unknown-program');
      return;
    }
    const { zone } = this.options;
    this.batcher.add({
      bytes: Buffer.from(route.bytes),
      source: route.source,
      origin: `${this.run}:${this.count++}`,
      place: this.place(sender),
      ...(zone !== undefined && { zone }),
    });
  }

  public tooLong(length: number, head: Buffer, sender: string): void {
    this.refuse('HAB-PARSE-004', `a message of ${length} bytes`, sender, head);
  }

  private refuse(code: ErrorCode, reason: string, sender: string, raw: Buffer): void {
    this.intake.refuse(code, reason, { source: 'none', place: this.place(sender) }, raw);
    void this.intake.flush();
  }

  private place(sender: string): string {
    return `${this.options.place} from ${sender}`;
  }
}
