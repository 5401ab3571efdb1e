import type { RankedAnomaly } from '../../../../pkg/engine/engine';
import { HOUR, MINUTE, bucketStart } from '../../../../pkg/model';
import type { Habitus } from '../../../../pkg/owner/habitus';
import type { Metric } from '../../../metric';
import { dataSet } from '../data-set';
import { learnt } from '../learnt';
import { attemptsBeforeAlert } from '../live';
import { high, low } from '../measures/metric-of';
import { logFile, readAuthLog, YEAR, type AuthLog, type Try } from './load';

/** The loudest five minutes of the log. */
const LOUDEST = Date.UTC(YEAR, 2, 30, 15, 55);
const TOP = 20;
/** An address that only ever fails and did so at least this often is loud. */
const GUESSES = 10;

/** A real auth.log of a server under attack, shipped features: are the loudest five minutes and the guessing addresses named first, and soon? */
export async function sshAuthlog(): Promise<Metric[]> {
  const dir = dataSet('ssh-authlog');
  if (dir === undefined) return [];
  const log = readAuthLog(dir);
  const found = await learnt({ source: 'sshd', year: YEAR, files: () => [logFile(dir)] }, async ({ habitus }) => await ranked(habitus, log));
  return [...found, ...(await soon(log))];
}

async function ranked(habitus: Habitus, { tries }: AuthLog): Promise<Metric[]> {
  const ranking = await habitus.engine.ranking({ from: 0, to: Number.MAX_SAFE_INTEGER, limit: 1_000 });
  const top = ranking.slice(0, TOP);
  const isOperator = operators(tries);
  const guesses = (address: string): boolean => !isOperator(address) && tries.some((one) => one.address === address);
  const loud = ({ lead }: RankedAnomaly): boolean => lead.start === bucketStart(LOUDEST, HOUR);
  const isAddress = ({ lead: { entity } }: RankedAnomaly, fits: (address: string) => boolean): boolean => entity.type === 'address' && fits(entity.id);
  const names = ({ anomalies }: RankedAnomaly, fits: (address: string) => boolean): boolean =>
    anomalies.some(({ entity }) => entity.type === 'address' && fits(entity.id));
  const named = guessers(tries).filter(([address]) => top.some((row) => names(row, (id) => id === address)));
  return [
    low('ssh-authlog: rank of the hour of 30 March 15:55 among anomalies', rankOf(ranking, loud), 1, ROWS),
    low('ssh-authlog: rank of 30 March 15:55 among the five-minute spans of the host', await rankOfSpan(habitus), 1, ROWS),
    high(
      `ssh-authlog: of the first ${TOP} cases, those with a guessing address or that hour`,
      top.filter((row) => loud(row) || names(row, guesses)).length / TOP,
      0.9
    ),
    high(`ssh-authlog: of ${guessers(tries).length} loud guessing addresses, named by the first ${TOP} cases`, named.length / guessers(tries).length, 0.9),
    low(`ssh-authlog: addresses of operators among the first ${TOP} anomalies`, top.filter((row) => isAddress(row, isOperator)).length, 0, ROWS),
  ];
}

const ROWS = { unit: 'rows' } as const;

function rankOf(ranking: readonly RankedAnomaly[], wanted: (row: RankedAnomaly) => boolean): number {
  const index = ranking.findIndex(wanted);
  return index < 0 ? ranking.length + 1 : index + 1;
}

async function rankOfSpan({ engine }: Habitus): Promise<number> {
  const spans: { readonly at: number; readonly score: number }[] = [];
  for await (const row of engine.scores({ feature: 'logins-failed-per-host', detector: 'count-tail' })) {
    spans.push({ at: Date.parse(row.start), score: row.minusLog10P });
  }
  const own = spans.find(({ at }) => at === LOUDEST)?.score ?? 0;
  return 1 + spans.filter(({ score }) => score > own).length;
}

/** Addresses that only ever failed, and that often. */
function guessers(tries: readonly Try[]): [address: string, own: Try[]][] {
  const isOperator = operators(tries);
  return [...Map.groupBy(tries, ({ address }) => address)].filter(([address, own]) => !isOperator(address) && own.length >= GUESSES);
}

function operators(tries: readonly Try[]): (address: string) => boolean {
  const succeeded = new Set(tries.filter(({ success }) => success).map(({ address }) => address));
  return (address) => succeeded.has(address);
}

/** The loudest five minutes and the guessers, each replayed as it came in. */
async function soon({ lines, tries }: AuthLog): Promise<Metric[]> {
  const loud = tries.filter(({ at, success }) => !success && at >= LOUDEST && at < LOUDEST + 5 * MINUTE);
  const groups = [loud, ...guessers(tries).map(([, own]) => own)].sort((a, b) => a[0]!.line - b[0]!.line);
  const counts = await attemptsBeforeAlert({ source: 'sshd', year: YEAR, lines, attacks: groups.map(attackOf) });
  return [
    low('ssh-authlog: attempts before the first alert, the loudest five minutes', counts[groups.indexOf(loud)]!, 10, ATTEMPTS),
    low(`ssh-authlog: attempts before the first alert, most of ${groups.length - 1} guessing addresses`, Math.max(...counts), 10, ATTEMPTS),
  ];
}

const ATTEMPTS = { unit: 'attempts' } as const;

function attackOf(tries: readonly Try[]): Parameters<typeof attemptsBeforeAlert>[0]['attacks'][number] {
  const addresses = new Set(tries.map(({ address }) => address));
  return {
    attempts: tries.map(({ line }) => line),
    names: ({ type, id }) => ['host', 'organisation'].includes(type) || (type === 'address' && addresses.has(id)),
  };
}
