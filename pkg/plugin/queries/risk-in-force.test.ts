import { seededRandom } from '../../maths';
import { DAY, HOUR, type Risk } from '../../model';
import { addRisk, decayed, riskOf, type Gathered } from '../../score/risk';
import { highestInForce } from './risk-in-force';

const TO = Date.UTC(2026, 5, 30);
const SEED = 11;

/** Of each entity moments as the engine writes them, over 40 days. */
function history(entities: number): Risk[] {
  const random = seededRandom(SEED);
  return Array.from({ length: entities }, (_, n) => {
    let last: Gathered | undefined;
    const rows: Risk[] = [];
    for (let at = TO - 40 * DAY + Math.floor(random() * 500) * HOUR; at <= TO; at += Math.floor(1 + random() * 300) * HOUR) {
      last = addRisk(last, { at, logP: -5 - 40 * random() ** 8, detector: random() < 0.5 ? 'count-tail' : 'rarity' });
      rows.push({ entity: { type: n % 2 ? 'user' : 'host', id: `e${n >> 1}` }, at, value: riskOf(last) });
    }
    return rows;
  }).flat();
}

function storeOf(rows: readonly Risk[]) {
  const asked: number[] = [];
  return {
    asked,
    highestRisk: ({ from, to, limit }: { from: number; to: number; limit: number }) => {
      asked.push(limit);
      const within = rows.filter(({ at }) => at >= from && at <= to).sort((a, b) => b.value - a.value);
      return Promise.resolve(within.slice(0, limit));
    },
  };
}

/** As defined: the last moment of each, decayed. */
function plainly(rows: readonly Risk[], most: number): [string, number][] {
  const last = new Map(rows.filter(({ at }) => at > TO - 30 * DAY).map((risk) => [`${risk.entity.type}:${risk.entity.id}`, risk]));
  const now = [...last].map(([key, risk]): [string, number] => [key, decayed(risk, TO)]);
  return now.sort((a, b) => b[1] - a[1]).slice(0, most);
}

test.each([1, 20, 100, 5_000])(`the %p highest are those that the last moments of all give (seed ${SEED})`, async (most) => {
  const rows = history(3_000);
  const found = await highestInForce(storeOf(rows), { from: TO - 30 * DAY + 1, to: TO, most });
  expect(found.map(({ entity, value }) => [`${entity.type}:${entity.id}`, value])).toEqual(plainly(rows, most));
});

test('one entity that rose more often than is read does not hide the others', async () => {
  const often = Array.from({ length: 300 }, (_, n) => ({ entity: { type: 'user' as const, id: 'often' }, at: TO - n, value: 900 - n }));
  const store = storeOf([...often, { entity: { type: 'user', id: 'once' }, at: TO - 400, value: 5 }]);
  expect((await highestInForce(store, { from: TO - DAY, to: TO, most: 2 })).map(({ entity }) => entity.id)).toEqual(['often', 'once']);
  expect(store.asked.filter((limit) => limit > 50)).toEqual([200, 800]);
});

test('of nobody it gives none', async () => {
  expect(await highestInForce(storeOf([]), { from: 0, to: DAY, most: 3 })).toEqual([]);
});
