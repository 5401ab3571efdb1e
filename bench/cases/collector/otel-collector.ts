import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Peer } from './peers';

/** The OpenTelemetry Collector: OTLP in, OTLP as JSON out, nothing on disk, nothing parsed. Its Elasticsearch exporter is of another distribution. */
export const otelCollector: Peer = {
  name: 'OpenTelemetry Collector, passing on',
  program: 'otelcol',
  takes: 'otlp',
  install:
    'it from its Go modules with otlpreceiver, batchprocessor and otlphttpexporter (go.opentelemetry.io/collector/cmd/builder v0.150.0; with the default providers httpsprovider does not resolve: list fileprovider and envprovider v1.56.0)',
  command: ({ program, dir, port, stub }) => {
    writeFileSync(join(dir, 'otelcol.yaml'), config(port, stub));
    return [program, '--config', join(dir, 'otelcol.yaml')];
  },
};

const config = (port: number, stub: number): string => `
receivers: { otlp: { protocols: { http: { endpoint: "127.0.0.1:${port}" } } } }
processors: { batch: }
exporters: { otlp_http: { endpoint: "http://127.0.0.1:${stub}", encoding: json, compression: none } }
service:
  telemetry: { metrics: { level: none } }
  pipelines: { logs: { receivers: [otlp], processors: [batch], exporters: [otlp_http] } }
`;
