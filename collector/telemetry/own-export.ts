import type { Distribution } from './distribution';
import type { Asked } from './endpoint';
import { register, registerDistribution, type Instrument } from './instrument';

/** What is being exported. */
export interface OwnExport {
  /** One more instrument. */
  add(instrument: Instrument): void;
  /** Sends what is left, as far as the other side answers in time. */
  stop(): Promise<void>;
}

/** How many batches are traced unless OTEL_TRACES_SAMPLER says otherwise. */
const TRACED = 0.05;
const PATIENCE = 2_000;

/**
 * Our own metrics and traces over OTLP, as `OTEL_*` say. Cost: loading the SDK takes about 110 ms, once, so it is loaded when an endpoint is named.
 * @param onTrouble what the SDK has to complain of
 */
export async function openOwnExport(asked: Asked, distributions: readonly Distribution[], onTrouble: (words: string) => void): Promise<OwnExport> {
  const [{ NodeSDK }, { ParentBasedSampler, TraceIdRatioBasedSampler }, { diag, DiagLogLevel, metrics }] = await Promise.all([
    import('@opentelemetry/sdk-node'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/api'),
  ]);
  const trouble = (message: string): void => onTrouble(message.slice(0, 300));
  const ignore = (): void => undefined;
  diag.setLogger(
    { error: trouble, warn: trouble, info: ignore, debug: ignore, verbose: ignore },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true }
  );
  const sdk = new NodeSDK({
    serviceName: process.env['OTEL_SERVICE_NAME'] ?? 'habitus',
    logRecordProcessors: [],
    ...(asked.metrics ? {} : { metricReaders: [] }),
    ...(asked.traces ? {} : { spanProcessors: [] }),
    ...(process.env['OTEL_TRACES_SAMPLER'] === undefined && { sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(TRACED) }) }),
  });
  sdk.start();
  const meter = metrics.getMeter('habitus');
  for (const one of distributions) one.tell(registerDistribution(meter, one));
  return {
    add: (instrument) => register(meter, instrument),
    stop: async () => {
      const late = new Promise((resolve) => setTimeout(resolve, PATIENCE).unref());
      await Promise.race([sdk.shutdown().catch((error: unknown) => trouble(String(error))), late]);
    },
  };
}
