import { seededRandom } from '../../maths';
import { DAY, HOUR, type Anomaly, type Receipt, type Risk, type StoredFinding } from '../../model';
import { casesByHeight } from '../of-cases';
import type { CaseQuery } from '../store';
import { MONDAY } from './event-lines';
import { onStore, type OpenStore } from './places';

const EVER = { from: 0, to: MONDAY + 365 * DAY, limit: 100 };
const NOTHING = { findings: [], anomalies: [], receipts: [], risk: [] };

/** Findings, anomalies, receipts and risk. */
export function describeFindingStore(name: string, open: OpenStore): void {
  describe(`${name}: findings`, () => {
    test(
      'gives anomalies and receipts back as they were, after a reopen too',
      onStore(open, async (store, reopen) => {
        const [written, proof] = [anomaly({ technique: 'T1110.003' }), receipt('a')];
        await store.findings.write({ ...NOTHING, findings: proof.findings, anomalies: [written], receipts: [proof] });
        const again = await reopen();
        expect(await again.findings.anomalies(EVER)).toEqual([written]);
        expect(await again.findings.receipt('a')).toEqual(proof);
        expect(await again.findings.receipt('b')).toBeUndefined();
      })
    );

    test(
      'overwrites by id',
      onStore(open, async (store) => {
        await store.findings.write({ ...NOTHING, anomalies: [anomaly({ score: 30, closed: false }), anomaly({ score: 35, closed: false })] });
        await store.findings.write({ ...NOTHING, anomalies: [anomaly({ score: 40 })], receipts: [receipt('a')] });
        await store.findings.write({ ...NOTHING, receipts: [{ ...receipt('a'), epoch: 9 }] });
        expect(await store.findings.anomalies(EVER)).toEqual([anomaly({ score: 40 })]);
        expect((await store.findings.receipt('a'))?.epoch).toBe(9);
      })
    );

    test(
      'a write behind a newer fence is refused and changes nothing; what was cleared may be written again',
      onStore(open, async (store) => {
        const write = (score: number, version: number): Promise<void> =>
          store.findings.write({ ...NOTHING, anomalies: [anomaly({ score })], receipts: [receipt('a')] }, { name: 'cases', version });
        await write(30, 100);
        await write(40, 200);
        await expect(write(50, 100)).rejects.toMatchObject({ code: 'HAB-STORE-008' });
        expect((await store.findings.anomalies(EVER)).map(({ score }) => score)).toEqual([40]);
        await store.findings.clear('live', 0, Number.MAX_SAFE_INTEGER);
        await write(60, 216);
        expect((await store.findings.anomalies(EVER)).map(({ score }) => score)).toEqual([60]);
      })
    );

    test(
      'answers by time, entity, type, id, score, limit; highest score first',
      onStore(open, async (store) => {
        await store.findings.write({
          ...NOTHING,
          anomalies: [
            anomaly({ id: 'a', score: 20 }),
            anomaly({ id: 'b', score: 60, start: MONDAY + HOUR, end: MONDAY + 2 * HOUR }),
            anomaly({ id: 'c', score: 60, start: MONDAY + 2 * HOUR, end: MONDAY + 3 * HOUR, entity: { type: 'host', id: 'anna' } }),
            anomaly({ id: 'w', score: 99, run: 'rehearsal-1' }),
          ],
        });
        const ids = async (query: object) => (await store.findings.anomalies({ ...EVER, ...query })).map((found) => found.id).join('');
        expect(await ids({})).toBe('cba');
        expect(await ids({ limit: 1 })).toBe('c');
        expect(await ids({ minScore: 60 })).toBe('cb');
        expect(await ids({ type: 'user' })).toBe('ba');
        expect(await ids({ entity: { type: 'host', id: 'anna' } })).toBe('c');
        expect(await ids({ from: MONDAY + HOUR, to: MONDAY + 2 * HOUR })).toBe('b');
        expect(await ids({ from: MONDAY + HOUR + 1, to: MONDAY + HOUR + 2 })).toBe('b');
        expect(await ids({ run: 'rehearsal-1' })).toBe('w');
        expect(await ids({ id: 'w' })).toBe('w');
        expect(await ids({ id: ['w', 'b', 'x'] })).toBe('wb');
        expect(await ids({ id: [] })).toBe('');
        expect(await ids({ id: "x' OR '1'='1" })).toBe('');
      })
    );

    test(
      'answers by case; an anomaly without one is a case of its own',
      onStore(open, async (store) => {
        const anomalies = [anomaly({ id: 'a', case: 'x' }), anomaly({ id: 'b', case: 'x', score: 40 }), anomaly({ id: 'c', case: 'y' }), anomaly({ id: 'd' })];
        await store.findings.write({ ...NOTHING, anomalies });
        const ids = async (cases: string[]) => (await store.findings.anomalies({ ...EVER, cases })).map(({ id }) => id).join('');
        expect(await Promise.all([['x'], ['d', 'y'], ['a'], []].map(ids))).toEqual(['ab', 'cd', '', '']);
      })
    );

    test(
      'names the cases of the highest anomalies that fit: by probability where scores end, ties by the newest, then by id',
      onStore(open, async (store) => {
        const anomalies = randomAnomalies(8, 400);
        await store.findings.write({ ...NOTHING, anomalies });
        await store.findings.write({ ...NOTHING, anomalies: [anomaly({ id: 'w', run: 'what-if', case: 'w' })] });
        const narrowed: Omit<CaseQuery, 'limit'>[] = [
          EVER,
          { ...EVER, from: MONDAY + 5 * HOUR, to: MONDAY + 9 * HOUR },
          { ...EVER, minScore: 60 },
          { ...EVER, type: 'host' },
          { ...EVER, entity: { type: 'user', id: 'u2' } },
        ];
        for (const query of narrowed) {
          const fitting = await store.findings.anomalies({ ...query, limit: 1_000 });
          for (const limit of [1, 7, 1_000, 20_000]) {
            expect(await store.findings.highestCases({ ...query, limit })).toEqual(casesByHeight(fitting).slice(0, limit));
          }
        }
        expect(await store.findings.highestCases({ ...EVER, run: 'what-if' })).toEqual(['w']);
        expect(await store.findings.highestCases({ ...EVER, run: 'what-was' })).toEqual([]);
      })
    );

    test(
      'names no case where nothing was written',
      onStore(open, async (store) => {
        expect(await store.findings.highestCases(EVER)).toEqual([]);
      })
    );

    test(
      'clear removes what a run wrote in a span, and nothing else',
      onStore(open, async (store) => {
        await store.findings.write({
          findings: [],
          anomalies: [anomaly({ id: 'a' }), anomaly({ id: 'b', start: MONDAY + HOUR }), anomaly({ id: 'w', run: 'what-if' })],
          receipts: [receipt('a'), receipt('b'), receipt('w')],
          risk: [risk('anna', MONDAY, 1), risk('anna', MONDAY + HOUR, 2)],
        });
        await store.findings.clear('live', MONDAY, MONDAY + HOUR);
        expect((await store.findings.anomalies(EVER)).map((found) => found.id)).toEqual(['b']);
        expect((await store.findings.anomalies({ ...EVER, run: 'what-if' })).map((found) => found.id)).toEqual(['w']);
        expect(await Promise.all(['a', 'b', 'w'].map(async (id) => (await store.findings.receipt(id))?.id))).toEqual([undefined, 'b', 'w']);
        expect(await store.findings.risk({ ...EVER, entity: { type: 'user', id: 'anna' } })).toEqual([risk('anna', MONDAY + HOUR, 2)]);
      })
    );

    test(
      'retention drops whole months of findings, anomalies with their receipts, and risk, of every run; says how many',
      onStore(open, async (store, reopen) => {
        const [july, august] = [Date.UTC(2024, 6, 31, 23), Date.UTC(2024, 7, 1)];
        const at = (id: string, start: number): StoredFinding => ({ ...finding(id), start });
        const proof = (id: string, start: number): Receipt => ({ ...receipt(id), findings: [at(id, start)] });
        await store.findings.write({
          findings: [at('a', july), at('b', august)],
          anomalies: [anomaly({ id: 'a', start: july, end: august }), anomaly({ id: 'b', start: august, end: august + HOUR })],
          receipts: [proof('a', july), proof('b', august)],
          risk: [risk('anna', july, 1), risk('anna', august, 2)],
        });
        await store.findings.write({ ...NOTHING, anomalies: [anomaly({ id: 'w', run: 'what-if', start: july, end: august })] });
        expect(await store.findings.retain(Date.UTC(2024, 6, 1))).toBe(0);
        expect(await store.findings.retain(august)).toBe(5);
        const again = await reopen();
        expect(await again.findings.retain(august)).toBe(0);
        expect((await again.findings.anomalies({ from: 0, to: august + DAY, limit: 9 })).map(({ id }) => id)).toEqual(['b']);
        expect(await Promise.all(['a', 'b'].map(async (id) => (await again.findings.receipt(id))?.id))).toEqual([undefined, 'b']);
        expect(await again.findings.risk({ from: 0, to: august + DAY, limit: 9 })).toEqual([risk('anna', august, 2)]);
        await again.findings.write({ ...NOTHING, anomalies: [anomaly({ id: 'a', start: july, end: august })], receipts: [proof('a', july)] });
        expect((await again.findings.receipt('a'))?.findings[0]?.start).toBe(july);
      })
    );

    test(
      'risk in force, highest first, and the series of one entity',
      onStore(open, async (store) => {
        await store.findings.write({
          ...NOTHING,
          risk: [risk('anna', MONDAY, 50), risk('anna', MONDAY + HOUR, 10), risk('berta', MONDAY, 20), risk('carl', MONDAY + DAY, 99)],
        });
        await store.findings.write({ ...NOTHING, risk: [risk('berta', MONDAY, 21)] });
        expect(await store.findings.risk({ from: MONDAY, to: MONDAY + HOUR, limit: 10 })).toEqual([risk('berta', MONDAY, 21), risk('anna', MONDAY + HOUR, 10)]);
        expect(await store.findings.risk({ from: MONDAY, to: MONDAY + HOUR, limit: 1 })).toHaveLength(1);
        const series = await store.findings.risk({ from: MONDAY, to: MONDAY + HOUR, entity: { type: 'user', id: 'anna' }, limit: 10 });
        expect(series).toEqual([risk('anna', MONDAY, 50), risk('anna', MONDAY + HOUR, 10)]);
        const highest = [risk('anna', MONDAY, 50), risk('berta', MONDAY, 21), risk('anna', MONDAY + HOUR, 10)];
        expect(await store.findings.highestRisk({ from: MONDAY, to: MONDAY + HOUR, limit: 10 })).toEqual(highest);
        expect(await store.findings.highestRisk({ from: MONDAY, to: MONDAY + DAY, limit: 2 })).toEqual([risk('carl', MONDAY + DAY, 99), highest[0]]);
      })
    );
  });
}

/** In cases of a few, some without one; half of them beyond the highest score, many alike. */
function randomAnomalies(seed: number, count: number): Anomaly[] {
  const random = seededRandom(seed);
  const below = (end: number): number => Math.floor(random() * end);
  return Array.from({ length: count }, (_, n) => {
    const minusLog10P = n % 50 === 0 ? Infinity : below(200) / 10;
    const start = MONDAY + below(12) * HOUR;
    return anomaly({
      id: `r${n}`,
      ...(n % 7 !== 0 && { case: `case-${below(count / 3)}` }),
      entity: { type: n % 5 === 0 ? 'host' : 'user', id: `u${below(4)}` },
      start,
      end: start + HOUR,
      minusLog10P,
      score: Math.min(100, 10 * minusLog10P),
    });
  });
}

function anomaly(over: Partial<Anomaly>): Anomaly {
  return {
    id: 'a',
    run: 'live',
    entity: { type: 'user', id: 'anna' },
    start: MONDAY,
    end: MONDAY + HOUR,
    since: MONDAY + 300_000,
    features: ['logins-failed-per-user'],
    detectors: ['count-tail'],
    observed: 41,
    expected: 0.3,
    interval: [0, 2],
    minusLog10P: Infinity,
    score: 50,
    severity: 'high',
    reason: "41 failed sign-ins of anna, instead of 0 to 2: it's rare",
    receipt: 'a',
    closed: true,
    ...over,
  };
}

function receipt(id: string): Receipt {
  return {
    id,
    schema: 1,
    namespace: 'default',
    epoch: 3,
    findings: [finding(id)],
    tests: { 'logins-failed-per-user': 1 },
    combined: { statistic: -0, logP: -Infinity, logPEqualised: -12.345678901234567 },
    sample: 20_000,
  };
}

function finding(id: string): StoredFinding {
  return {
    id: `${id}-1`,
    run: 'live',
    entity: { type: 'user', id: 'anna' },
    feature: 'logins-failed-per-user',
    featureVersion: 1,
    detector: 'count-tail',
    detectorVersion: 1,
    start: MONDAY,
    width: HOUR,
    observed: 41,
    epoch: 3,
    slot: 0,
    zone: 'UTC',
    logP: -Infinity,
    logPEqualised: -9.2,
    expected: 0.3,
    interval: [0, 2],
    borrowed: { own: 0.7, neighbour: 0.2, peer: 0.1 },
    inputs: [0.1, NaN, Infinity, -0],
  };
}

function risk(id: string, at: number, value: number): Risk {
  return { entity: { type: 'user', id }, at, value };
}
