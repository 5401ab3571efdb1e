import { context, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Attributes, type Span, type SpanContext, type Tracer } from '@opentelemetry/api';
import type { Appended, EventStore } from '../../pkg/store/store';
import type { WriteAheadLog } from '../deliver/write-ahead-log';
import type { Distribution } from './distribution';

/** The most batches that the span of a delivery names. */
const MOST_LINKS = 128;

const BATCH_BOUNDS = [1, 10, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 50_000];
/** Of the distribution that {@link BatchTraces} fills. */
export const BATCH_SIZE = ['habitus.collector.batch.size', '{event}', 'Events of a batch, as it was acknowledged.', BATCH_BOUNDS] as const;

type BatchLog = Pick<WriteAheadLog, 'append' | 'appendKept'>;
type SegmentStore = Pick<EventStore, 'appendFile'>;

/**
 * The way of a batch as spans: `receive` with `wal` in it, and `deliver` of the segment that the batch went into. Those of batches only, never of an
 * event. Where no SDK is loaded a span is nothing; where one is, it samples.
 */
export class BatchTraces {
  private logged: SpanContext[] = [];

  /** @param sizes how many events the batches have */
  public constructor(private readonly sizes: Distribution) {}

  /** Asked for each time: one from before the SDK was loaded may never hear of it. */
  private get tracer(): Tracer {
    return trace.getTracer('habitus');
  }

  /** What a batch is received, read and logged in. @param by the receiver */
  public async receive<T>(by: string, work: () => Promise<T>): Promise<T> {
    return await this.span('habitus.collector.receive', SpanKind.SERVER, { 'habitus.collector.receiver': by }, async () => await work());
  }

  /** The log, watched. */
  public overLog(log: BatchLog): BatchLog {
    return {
      append: async (lines, count, fields) => await this.log(lines.length, count, async () => await log.append(lines, count, fields)),
      appendKept: async (lines, count, fields) => await this.log(lines.length, count, async () => await log.appendKept(lines, count, fields)),
    };
  }

  /** The store, watched. */
  public overStore(events: SegmentStore): SegmentStore {
    return { appendFile: async (path, fields) => await this.deliver(async () => await events.appendFile(path, fields)) };
  }

  private async log(bytes: number, count: number, append: () => Promise<void>): Promise<void> {
    this.sizes.record(count);
    const attributes = { 'habitus.collector.batch.events': count, 'habitus.collector.batch.bytes': bytes };
    await this.span('habitus.collector.wal', SpanKind.INTERNAL, attributes, async (span) => {
      await append();
      if (span.isRecording() && this.logged.length < MOST_LINKS) this.logged.push(span.spanContext());
    });
  }

  /** Of the traced batches that were logged since the last delivery: the first is the parent, the others are linked. None traced: no span. */
  private async deliver(work: () => Promise<Appended>): Promise<Appended> {
    const [first, ...others] = this.logged;
    if (first === undefined) return await work();
    this.logged = [];
    const links = others.map((one) => ({ context: one }));
    const parent = trace.setSpanContext(ROOT_CONTEXT, first);
    return await context.with(parent, async () =>
      this.tracer.startActiveSpan('habitus.collector.deliver', { kind: SpanKind.PRODUCER, links }, async (span) => {
        return await settled(span, async () => {
          const appended = await work();
          span.setAttributes({ 'habitus.collector.stored': appended.stored, 'habitus.collector.duplicates': appended.duplicates });
          return appended;
        });
      })
    );
  }

  private async span<T>(name: string, kind: SpanKind, attributes: Attributes, work: (span: Span) => Promise<T>): Promise<T> {
    return await this.tracer.startActiveSpan(name, { kind, attributes }, async (span) => await settled(span, async () => await work(span)));
  }
}

/** Ends the span with what the work came to. The error's class only: messages may hold what events hold. */
async function settled<T>(span: Span, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    span.setAttribute('error.type', error instanceof Error ? ((error as { code?: string }).code ?? error.name) : 'unknown');
    throw error;
  } finally {
    span.end();
  }
}
