import { freshPass } from '../../../pkg/engine/fresh-pass';
import { Observed } from '../../../pkg/engine/observed';
import type { Pass } from '../../../pkg/engine/pass';
import type { Did } from '../../../pkg/engine/testing/sessions';
import { DAY, HOUR, type Feature, type Millis } from '../../../pkg/model';
import { shippedFeatures } from '../../../pkg/observe';
import { StepLists } from '../../../pkg/store/step-lists';

export const MONDAY = Date.UTC(2026, 0, 5);
const FEATURE: Feature = shippedFeatures().find(({ id }) => id === 'command-order-per-user')!;

/** What the engine made of one person's hour. */
export interface JudgedHour {
  readonly who: string;
  readonly start: Millis;
  /** ln p of the finding, after equalising. */
  readonly finding: number;
  /** ln p of the hour, equalised a second time. */
  readonly combined: number;
}

export interface Run {
  readonly hours: readonly JudgedHour[];
  readonly pass: Pass;
  /** Seconds of processor time, and buckets and steps judged. */
  readonly seconds: number;
  readonly buckets: number;
  readonly steps: number;
}

/** The way of the engine over closed hours in memory: the shipped feature of commands, epochs, peers, equalisers and the combination, without a store. */
export function judgeAll(did: readonly Did[], days: number): Run {
  const hours: JudgedHour[] = [];
  const pass = freshPass({ features: [FEATURE] }, () => undefined);
  const [track] = pass.tracks;
  const byHour = inHours(did);
  let [buckets, seconds] = [0, 0];
  for (let hour = MONDAY; hour < MONDAY + days * DAY; hour += HOUR) {
    const observed = new Observed();
    const lists = new StepLists();
    for (const { who, at, step } of byHour.get(hour) ?? []) lists.add(who, at, step);
    for (const obs of lists.observations('user', hour, HOUR)) observed.add(track!, obs);
    const begun = process.cpuUsage();
    const closed = pass.closeHour(hour, (one, start) => observed.at(one, start));
    seconds += process.cpuUsage(begun).user / 1e6;
    for (const { entity, judged, logPEqualised } of closed) {
      buckets += judged.length;
      hours.push({ who: entity.id, start: hour, finding: judged[0]!.logPEqualised, combined: logPEqualised });
    }
  }
  return { hours, pass, seconds, buckets, steps: did.length };
}

function inHours(did: readonly Did[]): Map<Millis, Did[]> {
  const byHour = new Map<Millis, Did[]>();
  for (const one of [...did].sort((a, b) => a.at - b.at)) {
    const hour = Math.floor(one.at / HOUR) * HOUR;
    const list = byHour.get(hour);
    if (list) list.push(one);
    else byHour.set(hour, [one]);
  }
  return byHour;
}
