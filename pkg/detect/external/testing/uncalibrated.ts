import { HOUR } from '../../../model';
import { Equaliser } from '../../../score/equaliser';
import { SurpriseHistogram } from '../../../score/histogram';
import { countAt, MONDAY, simulateCounts, type SimulatedEntity } from '../../contract/simulate';
import { ExternalDetector } from '../client';
import { ServiceDouble } from './service-double';

interface Sizes {
  readonly seed: number;
  readonly entities: number;
  /** Weeks: nothing is kept; the sample fills; what is claimed is counted. */
  readonly learn: number;
  readonly pool: number;
  readonly test: number;
}
type Levels = Record<'0.01' | '0.001' | '0.0001', number>;

const WEEK = 168;

/** What a service that knows no statistics claims, as it comes and equalised, on four kinds of data in which nothing is wrong. */
export async function uncalibratedClaims(sizes: Sizes): Promise<{ data: string; hours: number; raw: Levels; equalised: Levels }[]> {
  const claims = [];
  for (const [data, entities] of Object.entries(kindsOf(sizes))) {
    const claimed = new Claimed();
    const detector = detectorOf(new ServiceDouble(naive()));
    for (let hour = 0; hour < (sizes.learn + sizes.pool + sizes.test) * WEEK; hour++) {
      if (hour % WEEK === 0) claimed.cut();
      const findings = await detector.score(
        entities.map(({ id, counts }) => ({ ...countAt(MONDAY + hour * HOUR, counts[hour]!), entity: { type: 'user', id } }))
      );
      for (const finding of findings) if (hour >= sizes.learn * WEEK) claimed.take(finding!.logP, hour >= (sizes.learn + sizes.pool) * WEEK);
    }
    claims.push({ data, ...claimed.ratios() });
  }
  return claims;
}

function kindsOf({ seed, entities, learn, pool, test }: Sizes): Record<string, readonly SimulatedEntity[]> {
  const weeks = learn + pool + test;
  const kinds = ['organisation', 'sessions', 'pareto', 'drifting'] as const;
  return Object.fromEntries(kinds.map((data) => [data, simulateCounts({ data, seed, entities, weeks })]));
}

function detectorOf(service: ServiceDouble): ExternalDetector {
  return new ExternalDetector({ service, subject: { feature: 'files@1', tail: 'upper', handleOf: ({ id }) => id } });
}

/** How many times its own mean, as a power: no law of anything, and sure of itself. */
function naive(): ConstructorParameters<typeof ServiceDouble>[0] {
  const means = new Map<string, number>();
  return ({ value, entity: { handle } }) => {
    const mean = means.get(handle) ?? value;
    means.set(handle, 0.99 * mean + 0.01 * value);
    return (1 + value / (mean + 0.5)) ** -5;
  };
}

/** As in the engine: the sample of a week holds the weeks before it, and older ones weigh less. */
class Claimed {
  private readonly histogram = new SurpriseHistogram();
  private equaliser = new Equaliser({ n: 0, bins: [] });
  private hours = 0;
  private readonly found = { raw: { '0.01': 0, '0.001': 0, '0.0001': 0 }, equalised: { '0.01': 0, '0.001': 0, '0.0001': 0 } };

  public cut(): void {
    this.equaliser = new Equaliser(this.histogram.stored());
    this.histogram.age(0.9);
  }

  public take(logP: number, counts: boolean): void {
    if (counts) {
      this.hours++;
      count(this.found.raw, logP);
      count(this.found.equalised, this.equaliser.logP(logP));
    }
    this.histogram.add(-logP);
  }

  public ratios(): { hours: number; raw: Levels; equalised: Levels } {
    const { raw, equalised } = this.found;
    return { hours: this.hours, raw: this.each(raw), equalised: this.each(equalised) };
  }

  private each(found: Levels): Levels {
    return Object.fromEntries(Object.entries(found).map(([level, n]) => [level, n / (Number(level) * this.hours)])) as Levels;
  }
}

function count(found: Levels, logP: number): void {
  for (const level of ['0.01', '0.001', '0.0001'] as const) if (logP < Math.log(Number(level))) found[level]++;
}
