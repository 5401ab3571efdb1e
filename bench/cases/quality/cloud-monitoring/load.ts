import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOUR, MINUTE, type Millis } from '../../../../pkg/model';
import { readCsv } from '../data-set';

export interface GaugePoint {
  readonly at: Millis;
  readonly value: number;
  readonly bad: boolean;
}

export interface GaugeSeries {
  /** The series and its group, as the entity is called. */
  readonly name: string;
  /** The allowed bucket that is nearest to how often it was measured. */
  readonly bucket: 'minute' | '5-minutes' | 'hour';
  readonly points: readonly GaugePoint[];
}

const WIDTHS = { minute: MINUTE, '5-minutes': 5 * MINUTE, hour: HOUR } as const;
/** The share of a series that is for learning only. */
const WARM_UP = 0.25;

/** Every series of the data set, empty values dropped. */
export function readGauges(dir: string): GaugeSeries[] {
  const groups = readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return groups.flatMap(({ name: group }) =>
    readdirSync(join(dir, group)).map((file) => {
      const rows = readCsv(join(dir, group, file)).filter(({ Value = '' }) => Value !== '');
      const points = rows.map(({ TimeStamp = '', Value, Label }): GaugePoint => ({ at: utc(TimeStamp), value: Number(Value), bad: Number(Label) === 1 }));
      return { name: `${group}.${file.replace('.csv.gz', '')}`, bucket: nearest(interval(points)), points };
    })
  );
}

/** The points that count: after the warm-up. */
export function scoredPart({ points }: GaugeSeries): readonly GaugePoint[] {
  return points.slice(Math.floor(WARM_UP * points.length));
}

function utc(written: string): Millis {
  return Date.parse(written.endsWith('Z') ? written : `${written.replace(' ', 'T')}Z`);
}

function interval(points: readonly GaugePoint[]): Millis {
  const steps = points.slice(1).map(({ at }, i) => at - points[i]!.at);
  return steps.sort((a, b) => a - b)[steps.length >> 1] ?? HOUR;
}

function nearest(step: Millis): GaugeSeries['bucket'] {
  const names = Object.keys(WIDTHS) as GaugeSeries['bucket'][];
  return names.reduce((best, name) => (Math.abs(WIDTHS[name] - step) < Math.abs(WIDTHS[best] - step) ? name : best));
}

/** One gauge event a point, as a metrics exporter would send them. No label is among them. */
export function writeGauges(all: readonly GaugeSeries[], file: string): string {
  const lines = all.flatMap(({ name, bucket, points }) =>
    points.map(({ at, value }) =>
      JSON.stringify({
        '@timestamp': new Date(at).toISOString(),
        event: { id: `${name}-${at}`, kind: 'metric', dataset: 'service.gauge' },
        'habitus.entity.target.service': name,
        labels: { interval: bucket },
        'habitus.extra': { value },
      })
    )
  );
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}
