import { BIGINT, DOUBLE, VARCHAR } from '@duckdb/node-api';
import type { Anomaly, Millis, Receipt, Risk } from '../../model';
import { caseOf, casesByHeight, ofCases } from '../of-cases';
import type { AnomalyQuery, CaseQuery, Fence, FindingStore } from '../store';
import { overwrite, type Bulk } from './bulk';
import { inList } from './condition';
import type { Connections } from './connections';
import { decode, encode } from '../encoding/json';
import { passFence } from './fence';
import { highestRisk, riskNow, riskSeries } from './risk';
import { join, raw, sql, type Sql } from './sql';

const FINDINGS: Bulk = { table: 'findings', columns: { id: VARCHAR, run: VARCHAR, start: BIGINT, body: VARCHAR }, key: ['id'] };
const ANOMALIES: Bulk = {
  table: 'anomalies',
  columns: {
    ...{ id: VARCHAR, run: VARCHAR, type: VARCHAR, entity: VARCHAR, start: BIGINT, until: BIGINT, score: DOUBLE, body: VARCHAR, within: VARCHAR },
    minus_log10_p: DOUBLE,
  },
  key: ['id'],
};
const RECEIPTS: Bulk = { table: 'receipts', columns: { id: VARCHAR, body: VARCHAR }, key: ['id'] };
const RISK: Bulk = {
  table: 'risk',
  columns: { type: VARCHAR, entity: VARCHAR, moment: BIGINT, value: DOUBLE },
  key: ['type', 'entity', 'moment'],
  near: 'moment',
};

const EVERY = Number.MAX_SAFE_INTEGER;

/** Findings, anomalies, receipts and risk. */
export class DuckdbFindings implements FindingStore {
  public constructor(private readonly connections: Connections) {}

  public async write(batch: Parameters<FindingStore['write']>[0], fence?: Fence): Promise<void> {
    const findings = batch.findings.map((each) => [each.id, each.run, BigInt(each.start), encode(each)]);
    const anomalies = batch.anomalies.map((each) => [
      each.id,
      each.run,
      each.entity.type,
      each.entity.id,
      BigInt(each.start),
      BigInt(each.end),
      each.score,
      encode(each),
      caseOf(each),
      each.minusLog10P,
    ]);
    const receipts = batch.receipts.map((each) => [each.id, encode(each)]);
    const risk = batch.risk.map((each) => [each.entity.type, each.entity.id, BigInt(each.at), each.value]);
    await this.connections.write('ledger', async (tx) => {
      await passFence(tx, fence);
      await overwrite(tx, FINDINGS, findings);
      await overwrite(tx, ANOMALIES, anomalies);
      await overwrite(tx, RECEIPTS, receipts);
      await overwrite(tx, RISK, risk);
    });
  }

  public async anomalies(query: AnomalyQuery): Promise<Anomaly[]> {
    const rows = await this.connections.rows(
      sql`SELECT body FROM anomalies WHERE ${anomalyWhere(query)} ORDER BY score DESC, start DESC, id LIMIT ${query.limit}`
    );
    return rows.map((row) => decode<Anomaly>(String(row.body))).filter(ofCases(query.cases));
  }

  public async highestCases(query: CaseQuery): Promise<string[]> {
    const where = anomalyWhere(query);
    const order = sql`minus_log10_p DESC, start DESC, id`;
    const [older] = await this.connections.rows(sql`SELECT id FROM anomalies WHERE ${where} AND minus_log10_p IS NULL LIMIT 1`);
    if (older !== undefined) return casesByHeight(await this.anomalies({ ...query, limit: EVERY })).slice(0, query.limit);
    const rows = await this.connections.rows(
      sql`SELECT within FROM anomalies WHERE ${where} QUALIFY row_number() OVER (PARTITION BY within ORDER BY ${order}) = 1 ORDER BY ${order} LIMIT ${query.limit}`
    );
    return rows.map((row) => String(row.within));
  }

  public async receipt(id: string): Promise<Receipt | undefined> {
    const [row] = await this.connections.rows(sql`SELECT body FROM receipts WHERE id = ${id}`);
    return row && decode<Receipt>(String(row.body));
  }

  public async risk(query: Parameters<FindingStore['risk']>[0]): Promise<Risk[]> {
    return query.entity === undefined ? riskNow(this.connections, query) : riskSeries(this.connections, { ...query, entity: query.entity });
  }

  public highestRisk(query: Parameters<FindingStore['highestRisk']>[0]): Promise<Risk[]> {
    return highestRisk(this.connections, query);
  }

  public async retain(before: Millis): Promise<number> {
    return await this.connections.write('ledger', async (tx) => {
      const statements = [
        sql`DELETE FROM receipts WHERE id IN (SELECT id FROM anomalies WHERE start < ${before})`,
        sql`DELETE FROM anomalies WHERE start < ${before}`,
        sql`DELETE FROM findings WHERE start < ${before}`,
        sql`DELETE FROM risk WHERE moment < ${before}`,
      ];
      let removed = 0;
      for (const statement of statements) removed += await tx.run(statement);
      return removed;
    });
  }

  public async clear(run: string, from: Millis, to: Millis): Promise<void> {
    const span = sql`run = ${run} AND start >= ${from} AND start < ${to}`;
    await this.connections.write('ledger', async (tx) => {
      await tx.run(sql`DELETE FROM receipts WHERE id IN (SELECT id FROM anomalies WHERE ${span})`);
      await tx.run(sql`DELETE FROM anomalies WHERE ${span}`);
      await tx.run(sql`DELETE FROM findings WHERE ${span}`);
      if (run === 'live') {
        await tx.run(sql`DELETE FROM risk WHERE moment >= ${from} AND moment < ${to}`);
      }
    });
  }
}

/** An id is asked for in whatever run it was made; all else in the live one unless another is named. */
function anomalyWhere(query: AnomalyQuery): Sql {
  const run = query.run ?? (query.id === undefined ? 'live' : undefined);
  const tests: readonly (Sql | undefined)[] = [
    sql`start < ${query.to} AND until > ${query.from}`,
    run === undefined ? undefined : sql`run = ${run}`,
    query.entity && sql`type = ${query.entity.type} AND entity = ${query.entity.id}`,
    query.type && sql`type = ${query.type}`,
    query.id === undefined ? undefined : inList(sql`id`, typeof query.id === 'string' ? [query.id] : query.id),
    query.minScore === undefined ? undefined : sql`score >= ${query.minScore}`,
    query.cases && sql`(within IS NULL OR ${inList(sql`within`, query.cases)})`,
  ];
  return join(
    tests.filter((test) => test !== undefined),
    raw(' AND ').text
  );
}
