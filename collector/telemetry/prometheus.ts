import type { Distribution } from './distribution';
import { register, registerDistribution, type Instrument } from './instrument';

/** Answers a scrape. */
export type Scrape = () => Promise<string>;

/**
 * Prometheus text of the instruments, by OpenTelemetry's SDK. Names are those that Prometheus itself gives to metrics that come over OTLP: dots become
 * underscores, the unit follows in words, counters end in `_total`. Cost: loading it takes about 45 ms, once.
 */
export async function openPrometheus(instruments: () => readonly Instrument[], distributions: readonly Distribution[]): Promise<Scrape> {
  const [{ MeterProvider, MetricReader, AggregationTemporality }, { PrometheusSerializer }] = await Promise.all([
    import('@opentelemetry/sdk-metrics'),
    import('@opentelemetry/exporter-prometheus'),
  ]);
  class Pull extends MetricReader {
    protected override async onForceFlush(): Promise<void> {}
    protected override async onShutdown(): Promise<void> {}
  }
  const reader = new Pull({ aggregationTemporalitySelector: () => AggregationTemporality.CUMULATIVE });
  const meter = new MeterProvider({ readers: [reader] }).getMeter('habitus');
  const known = new Set<Instrument>();
  for (const one of distributions) one.keep(registerDistribution(meter, one));
  const serializer = new PrometheusSerializer(undefined, false, undefined, true, true);
  return async () => {
    for (const one of instruments()) {
      if (known.has(one)) continue;
      known.add(one);
      register(meter, one);
    }
    const { resourceMetrics } = await reader.collect();
    const scopeMetrics = resourceMetrics.scopeMetrics.map(({ scope, metrics }) => ({
      scope,
      metrics: metrics.map((metric) => ({ ...metric, descriptor: { ...metric.descriptor, name: prometheusName(metric.descriptor) } })),
    }));
    return serializer.serialize({ ...resourceMetrics, scopeMetrics });
  };
}

const UNIT_WORDS: Readonly<Record<string, string>> = { s: 'seconds', By: 'bytes' };

/** Without `_total`, which the serializer adds. Units in braces are words for people and `1` is none. */
export function prometheusName({ name, unit }: { readonly name: string; readonly unit: string }): string {
  const word = UNIT_WORDS[unit];
  return word === undefined || name.endsWith(`_${word}`) ? name : `${name}_${word}`;
}
