import { DAY, HOUR, type EntityRef, type Millis, type Risk } from '../../model';
import type { Habitus } from '../../owner/habitus';
import { decayed } from '../../score/risk';
import { numberFrame, seriesFrame, type Frame } from '../frames/frame';
import type { QueryRequest } from './request';
import { highestInForce } from './risk-in-force';
import { riskLine } from './risk-line';

/** 20 lines are what a panel can tell apart. */
const MOST_SERIES = 20;
/** Ten half-lives: what is older counts less than a thousandth. */
const REMEMBERED = 30 * DAY;

/** Decayed surprise: of the riskiest entities over time, or in force at the end of the span as numbers. */
export async function riskFrames(habitus: Habitus, request: QueryRequest): Promise<Frame[]> {
  const { format, limit } = request;
  if (format === 'numeric') return (await inForce(habitus, request, limit)).map((risk) => numberFrame('risk', labelsOf(risk.entity), risk.value));
  const ranking = await inForce(habitus, request, Math.min(limit, MOST_SERIES));
  return await Promise.all(ranking.map(async ({ entity }) => await series(habitus, request, entity)));
}

/** The risk of each entity at the end of the span, decayed to it, highest first. Each entity comes once: its labels are an alert's identity. */
async function inForce({ store }: Habitus, { entity, to }: QueryRequest, most: number): Promise<Risk[]> {
  if (!entity) return await highestInForce(store.findings, { from: to - REMEMBERED, to, most });
  return (await history(store, entity, to)).slice(-1).map((risk) => ({ ...risk, at: to, value: decayed(risk, to) }));
}

async function series({ store }: Habitus, { from, to, maxPoints }: QueryRequest, entity: EntityRef): Promise<Frame> {
  return seriesFrame('risk', labelsOf(entity), riskLine(await history(store, entity, to, from), from, to, maxPoints));
}

/** What is stored of an entity, in order of time: a moment for each hour in which its risk rose. */
async function history(store: Habitus['store'], entity: EntityRef, to: Millis, from: Millis = to): Promise<Risk[]> {
  const since = from - REMEMBERED;
  return await store.findings.risk({ entity, from: since, to, limit: Math.ceil((to - since) / HOUR) + 1 });
}

function labelsOf(entity: EntityRef): Record<string, string> {
  return { entity: entity.id, entityType: entity.type };
}
