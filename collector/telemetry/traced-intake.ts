import { OtlpIntake, type Taken as OtlpTaken } from '../receive/otlp/intake';
import { RecordIntake, type Era, type IntakeParts, type RawRecord, type Taken } from '../receive/intake';
import type { BatchTraces } from './batch-traces';

/** {@link OtlpIntake}, each request a span. */
export class TracedOtlpIntake extends OtlpIntake {
  public constructor(
    private readonly traces: BatchTraces,
    ...parts: ConstructorParameters<typeof OtlpIntake>
  ) {
    super(...parts);
  }

  /** Only logs: were spans that are sent here to make some of their own, ours would feed themselves. */
  public override async take(...request: Parameters<OtlpIntake['take']>): Promise<OtlpTaken> {
    const [, , signal = 'logs'] = request;
    return signal === 'logs' ? await this.traces.receive('otlp', async () => await super.take(...request)) : await super.take(...request);
  }
}

/** {@link RecordIntake}, each batch a span. */
export class TracedRecordIntake extends RecordIntake {
  public constructor(
    private readonly traces: BatchTraces,
    parts: IntakeParts
  ) {
    super(parts);
  }

  public override async take(records: readonly RawRecord[], era: Era): Promise<Taken> {
    return await this.traces.receive(records[0]?.source.name ?? 'none', async () => await super.take(records, era));
  }
}
