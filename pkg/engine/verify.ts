import { detectorNamed } from '../detect/registry';
import { compile } from '../observe';
import { DAY, type Feature, type Observation, type Receipt, type StoredFinding } from '../model';
import { Equaliser } from '../score/equaliser';
import { unpackSteps } from '../store/encoding/steps';
import type { RollUp, Store } from '../store/store';
import { givenOf } from './asking/given';
import { observedOf } from './build-anomaly';
import { UTC, zoneNamed } from './calendar/zone';
import { digestOf } from './digest';
import type { VerifyResult } from './engine';
import { ASKED_FAMILY, familyIn, familyKinds, type FamilyKind } from './families';
import { readEpoch } from './history';
import { observationOf } from './observation-of';
import { combineFamilies } from './pass';
import { keptOf, type Epoch } from './shared-epoch';

type Difference = VerifyResult['differences'][number];
type Origin = VerifyResult['from'];
const NO_SAMPLE = { n: 0, bins: [] };

/** Computes an anomaly again: the observed values from events (else roll-ups, else the receipt's own), every number after them from inputs and epoch, to the last digit. */
export async function verifyAnomaly(store: Store, features: readonly Feature[], id: string): Promise<VerifyResult> {
  const receipt = await store.findings.receipt(id);
  const epoch = receipt && (await readEpoch(store, receipt.epoch));
  if (!receipt || !epoch) {
    return { id, same: false, from: 'erased', differences: [{ what: receipt ? 'epoch' : 'receipt', stored: Number.NaN, recomputed: Number.NaN }] };
  }
  const differences: Difference[] = [];
  const compare: Compare = (what, stored, recomputed) => {
    if (!Object.is(stored, recomputed)) differences.push({ what, stored, recomputed });
  };
  const { from, given, logPs } = await readAgain(store, features, receipt, epoch, compare);
  compareCombination(receipt, epoch, logPs, familyKinds(features), compare);
  return { id, same: differences.length === 0, from, differences, ...(given.length > 0 && { given }) };
}

/** What the findings of a receipt were computed again from, and what came of it. */
interface Reading {
  from: Origin;
  readonly given: string[];
  readonly logPs: Map<string, number[]>;
}

/** Every finding of a receipt whose feature is still defined. */
async function readAgain(store: Store, features: readonly Feature[], receipt: Receipt, epoch: Epoch, compare: Compare): Promise<Reading> {
  const open = await isOpen(store, receipt.id);
  const read: Reading = { from: 'events', given: [], logPs: new Map() };
  for (const finding of receipt.findings) {
    const feature = features.find((one) => one.id === finding.feature && one.version === finding.featureVersion);
    if (feature === undefined) {
      read.from = 'inputs';
      continue;
    }
    const again = open ? fromReceipt(finding, feature) : await observedAgain(store, finding, feature);
    if (again.from !== 'events') read.from = again.from;
    const isGiven = detectorNamed(finding.detector).meta.asked === true;
    if (isGiven) read.given.push(await givenOf(store.state, finding, again.obs, compare));
    const family = isGiven ? ASKED_FAMILY : familyIn(receipt.tests, finding.feature);
    read.logPs.set(family, [...(read.logPs.get(family) ?? []), judgeAgain(finding, feature, again, epoch, compare)]);
  }
  return read;
}

type Compare = (what: string, stored: number, recomputed: number) => void;

/** ln p equalised, everything on the way to it compared. */
function judgeAgain(finding: StoredFinding, feature: Feature, { obs, from }: Again, epoch: Epoch, compare: Compare): number {
  compare(`${finding.feature}: hour of the week in ${finding.zone}`, finding.slot, (zoneNamed(finding.zone) ?? UTC).slotAt(finding.start));
  const again = detectorNamed(finding.detector).judge(finding.inputs, obs, feature.tail);
  const { logP } = again;
  const measured = obs.kind === 'ordered' || again.observed !== undefined ? again : finding;
  compare(`${finding.feature}: observed`, finding.observed, observedOf({ obs, finding: measured }));
  if (obs.kind === 'ordered' && from !== 'inputs') compare(`${finding.feature}: steps in their order`, finding.digest ?? Number.NaN, digestOf(obs));
  compare(`${finding.feature}: ln p by ${finding.detector}`, finding.logP, logP);
  const equalised = equaliserOf(epoch, finding).logP(logP);
  compare(`${finding.feature}: ln p equalised`, finding.logPEqualised, equalised);
  return equalised;
}

/** What an hour that is filling counted may have grown since. */
async function isOpen(store: Store, id: string): Promise<boolean> {
  const [anomaly] = await store.findings.anomalies({ id, from: 0, to: Number.MAX_SAFE_INTEGER, limit: 1 });
  return anomaly?.closed === false;
}

function equaliserOf(epoch: Epoch, { feature, featureVersion, detector }: StoredFinding): Equaliser {
  const key = `${feature}@${featureVersion}/${detector}`;
  return new Equaliser(epoch.equalisers[key] ?? NO_SAMPLE, keptOf(key));
}

/** The families whose findings all lay above one half add ln 1/2, which is no surprise; they count in Bonferroni's bound. */
function compareCombination(
  receipt: Receipt,
  epoch: Epoch,
  logPs: ReadonlyMap<string, readonly number[]>,
  kinds: ReadonlyMap<string, FamilyKind>,
  compare: Compare
): void {
  const entity = receipt.findings[0]?.entity;
  const again = combineFamilies(logPs, receipt.tests, kinds, new Equaliser(epoch.combinations[entity?.type ?? ''] ?? NO_SAMPLE));
  compare('surprise of the hour', receipt.combined.statistic, again.statistic);
  compare('ln p of the hour', receipt.combined.logP, again.logP);
  compare('ln p of the hour, equalised', receipt.combined.logPEqualised, again.logPEqualised);
}

interface Again {
  readonly obs: Observation;
  readonly from: Origin;
}

/** All that is left when nothing else is, and all that holds while the hour is filling. */
function fromReceipt(finding: StoredFinding, feature: Feature): Again {
  return { obs: observationOf(finding, feature), from: 'inputs' };
}

async function observedAgain(store: Store, finding: StoredFinding, feature: Feature): Promise<Again> {
  const { start, width, entity } = finding;
  for await (const obs of store.events.count(compile(feature, store.namespace, start, start + width, [entity.id]))) {
    if (obs.kind !== 'single' || obs.eventId === finding.eventId) return { obs, from: 'events' };
  }
  const day = Math.floor(start / DAY) * DAY;
  for await (const row of store.observations.read({ from: day, to: day + DAY, feature: feature.id, entity })) {
    const list = row.steps?.lists.find(({ bucket }) => bucket === (start - day) / width);
    if (list) return { obs: { kind: 'ordered', entity, start, width, ...unpackSteps(list, row.steps?.words ?? [], start) }, from: 'rollups' };
    const observed = storedIn(row, finding, (start - day) / width);
    if (observed === undefined || Number.isNaN(observed)) continue;
    return { obs: observationOf({ ...finding, observed }, feature), from: observed === 0 ? 'events' : 'rollups' };
  }
  return fromReceipt(finding, feature);
}

function storedIn({ observed, values }: RollUp, { eventId }: StoredFinding, bucket: number): number | undefined {
  if (eventId === undefined) return observed[bucket];
  return values?.find((one) => one.bucket === bucket)?.values.get(eventId);
}
