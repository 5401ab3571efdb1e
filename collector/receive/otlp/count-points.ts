import { walkLogsRequest } from './protobuf';
import { listOf, objectOf, walkJson } from './json-request';
import { METRIC_LEVELS } from './request-levels';
import { WireReader } from './wire';

const BYTES = 2;
/** Gauge, sum, histogram, exponential histogram, summary, of opentelemetry/proto/metrics/v1/metrics.proto: the points are field 1 of each. */
const DATA: ReadonlySet<number> = new Set([5, 7, 9, 10, 11].map((field) => (field << 3) | BYTES));
const NAMES = ['gauge', 'sum', 'histogram', 'exponentialHistogram', 'summary'];

/** How many data points an ExportMetricsServiceRequest holds. @throws WireError for a damaged one */
export function countPoints(bytes: Uint8Array, form: 'protobuf' | 'json'): number {
  let points = 0;
  if (form === 'json') {
    walkJson(bytes, METRIC_LEVELS, (metric) => {
      for (const name of NAMES) points += listOf(objectOf(metric, name), 'dataPoints').length;
    });
    return points;
  }
  // The levels above the records have the same field numbers in all signals.
  walkLogsRequest(bytes, {
    resource: () => undefined,
    record: (start, end) => {
      const metric = new WireReader(bytes, start, end);
      for (let key = metric.key(); key !== 0; key = metric.key()) {
        if (DATA.has(key)) points += pointsIn(metric.nested());
        else metric.skip(key);
      }
    },
  });
  return points;
}

function pointsIn(data: WireReader): number {
  let points = 0;
  for (let key = data.key(); key !== 0; key = data.key()) {
    if (key === ((1 << 3) | BYTES)) points++;
    data.skip(key);
  }
  return points;
}
