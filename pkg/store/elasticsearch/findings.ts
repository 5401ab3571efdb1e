import type { Anomaly, EntityRef, Millis, Receipt, Risk, StoredFinding } from '../../model';
import { decode, encode } from '../encoding/json';
import { caseOf } from '../of-cases';
import type { AnomalyQuery, CaseQuery, Fence, FindingStore } from '../store';
import { anomalies, highestCases } from './anomalies';
import type { Query } from './condition';
import type { Item } from './deliver';
import { erase } from './erase';
import type { Indices } from './indices';
import { dropBefore } from './months';
import { idOf, overwrite } from './overwrite';
import type { Pace } from './pace';
import { listed } from './paging';
import { highestRisk, riskNow, riskSeries } from './risk';

/** What any of them is stored as, beside what it is searched by. */
interface Kept {
  readonly body: string;
}

/** Findings, anomalies, receipts and risk: an index each. */
export class ElasticsearchFindings implements FindingStore {
  public constructor(
    private readonly indices: Indices,
    private readonly pace: Pace
  ) {}

  /** An anomaly is written last: where it is seen, its receipt is there. */
  public async write(batch: Parameters<FindingStore['write']>[0], fence?: Fence): Promise<void> {
    const { names } = this.indices;
    const write = (name: string, items: readonly Item[]): Promise<void> => overwrite(this.indices, this.pace, name, items, fence);
    await Promise.all([
      write(names.receipts, batch.receipts.map(receiptItem)),
      write(names.findings, batch.findings.map(findingItem)),
      write(names.risk, batch.risk.map(riskItem)),
    ]);
    await write(names.anomalies, batch.anomalies.map(anomalyItem));
  }

  public anomalies(query: AnomalyQuery): Promise<Anomaly[]> {
    return anomalies(this.indices, query);
  }

  public highestCases(query: CaseQuery): Promise<string[]> {
    return highestCases(this.indices, query);
  }

  public async receipt(id: string): Promise<Receipt | undefined> {
    const listing = { query: { ids: { values: [idOf(id)] } }, sort: ['_doc'], source: ['body'], limit: 1 };
    for await (const { _source } of listed<Kept>(this.indices, this.indices.names.receipts, listing)) return decode<Receipt>(_source!.body);
    return undefined;
  }

  public async risk(query: Parameters<FindingStore['risk']>[0]): Promise<Risk[]> {
    return query.entity === undefined ? riskNow(this.indices, query) : riskSeries(this.indices, { ...query, entity: query.entity });
  }

  public highestRisk(query: Parameters<FindingStore['highestRisk']>[0]): Promise<Risk[]> {
    return highestRisk(this.indices, query);
  }

  /** Anomalies first: none is left whose receipt is gone. */
  public async clear(run: string, from: Millis, to: Millis): Promise<void> {
    const { names } = this.indices;
    const query: Query = { bool: { filter: [{ term: { run } }, { range: { start: { gte: from, lt: to } } }] } };
    await this.eraseAnomalies(query);
    await erase(this.indices, names.findings, query);
    if (run === 'live') await erase(this.indices, names.risk, { range: { moment: { gte: from, lt: to } } });
  }

  public async retain(before: Millis): Promise<number> {
    const { names } = this.indices;
    const drop = (name: string, query?: Query): Promise<number> => dropBefore(this.indices, name, before, query);
    const dropped = [
      await drop(names.anomalies),
      await drop(names.receipts),
      await drop(names.findings, { range: { start: { lt: before } } }),
      await drop(names.risk, { range: { moment: { lt: before } } }),
      (await this.indices.isUndivided(names.anomalies)) ? await this.eraseAnomalies({ range: { start: { lt: before } } }) : 0,
    ];
    return dropped.reduce((sum, one) => sum + one, 0);
  }

  /** With their receipts. */
  private async eraseAnomalies(query: Query): Promise<number> {
    const { names } = this.indices;
    const ids: string[] = [];
    for await (const { _id } of listed(this.indices, names.anomalies, { query, sort: ['_doc'], source: false })) ids.push(_id!);
    let removed = await erase(this.indices, names.anomalies, query);
    for (let first = 0; first < ids.length; first += 5_000) {
      removed += await erase(this.indices, names.receipts, { ids: { values: ids.slice(first, first + 5_000) } });
    }
    return removed;
  }
}

function item(id: string, at: Millis | undefined, fields: object): Item {
  return { id, ...(at !== undefined && { at }), source: JSON.stringify({ ...(at !== undefined && { '@timestamp': at }), ...fields }) };
}

function entityFields({ type, id }: EntityRef): object {
  return { 'entity.type': type, 'entity.id': id };
}

function findingItem(finding: StoredFinding): Item {
  const { id, run, feature, detector, start, entity } = finding;
  return item(idOf(id), start, { run, feature, detector, start, ...entityFields(entity), body: encode(finding) });
}

function anomalyItem(anomaly: Anomaly): Item {
  const { id, run, entity, start, end, score, severity, features, technique, reason } = anomaly;
  const fields = { id, run, case: caseOf(anomaly), start, until: end, score, severity, features, technique, reason, minusLog10P: heightOf(anomaly) };
  return item(idOf(id), start, { ...fields, ...entityFields(entity), body: encode(anomaly) });
}

/** A number for the cluster, which knows no infinity. */
function heightOf({ minusLog10P }: Anomaly): number {
  return Math.min(minusLog10P, Number.MAX_VALUE);
}

function receiptItem(receipt: Receipt): Item {
  // All findings of a receipt are of one day, and so of the month of its anomaly.
  return item(idOf(receipt.id), receipt.findings[0]?.start, { id: receipt.id, body: encode(receipt) });
}

function riskItem({ entity, at, value }: Risk): Item {
  return item(idOf(at, entity.type, entity.id), at, { ...entityFields(entity), moment: at, value });
}
