import { DAY, type Millis } from '../../model';
import type { ReadSoFar, ViewReader } from '../../store/elasticsearch/views/reader';
import type { ViewsReport } from '../../store/elasticsearch/views/report';
import type { Progress } from '../progress';
import { count, counts } from '../words';

/** So much history the engine counts, feature by feature, before it learns of it. */
const CHUNK = 7 * DAY;

/**
 * Progress while views are counted: the engine says where it is only after a week's worth of all features, which on a careful reader takes a while. In between,
 * the questions that were answered say how far that week is.
 */
export class ReadingViews {
  private at: Millis;
  private asked = 0;
  private readonly began = performance.now();
  private readonly unwatch: () => void;

  /** @param questions how many are put for each week */
  public constructor(
    private readonly progress: Pick<Progress, 'update'>,
    private readonly views: Pick<ViewReader, 'soFar' | 'watch'>,
    private readonly span: { readonly from: Millis; readonly to: Millis; readonly questions: number }
  ) {
    this.at = span.from;
    this.unwatch = views.watch(() => this.draw(''));
  }

  /** The engine has learnt everything before `at`. */
  public learnt(at: Millis, detail: string): void {
    this.at = at;
    this.asked = this.views.soFar.questions;
    this.draw(`${detail}, `);
  }

  public end(): void {
    this.unwatch();
  }

  private draw(detail: string): void {
    const { from, to, questions } = this.span;
    const { soFar } = this.views;
    const inWeek = Math.min(1, (soFar.questions - this.asked) / Math.max(1, questions));
    const week = Math.min(to, Math.floor(this.at / CHUNK) * CHUNK + CHUNK) - this.at;
    const share = (this.at - from + inWeek * week) / Math.max(1, to - from);
    this.progress.update(share, `${detail}${rate(soFar, performance.now() - this.began)}`);
  }
}

function rate({ events, held }: ReadSoFar, millis: number): string {
  const perSecond = `${count(events)} events counted, ${count((events * 1_000) / Math.max(1, millis))}/s`;
  const why = counts({ 'cluster slow': held.slow, 'cluster refused': held.refused });
  return why === '' ? perSecond : `${perSecond}, paused ${count(held.millis / 1_000)} s (${why})`;
}

const NAMED = 5;

/** What of the views was learnt from and what was not, line by line. */
export function viewsInWords({ views, gaps, heldBack }: ViewsReport): string {
  const lines = views.flatMap(({ view, indices, counted, notCounted, emptyDays }) => [
    `View ${view}: ${count(counted.length)} of ${count(counted.length + notCounted.length)} features counted in ${count(indices)} ${indices === 1 ? 'index' : 'indices'}.`,
    ...(emptyDays.length > 0 ? [`View ${view}: no event on ${count(emptyDays.length)} days: ${some(emptyDays)}.`] : []),
  ]);
  const missing = gaps.map(({ view, detail }) => `View ${view}: ${detail}.`);
  const held = heldBack > 0 ? [`Searches were held back for ${count(heldBack)} s to spare the cluster.`] : [];
  return [...lines, ...missing, ...held].map((line) => `${line}\n`).join('');
}

function some(days: readonly string[]): string {
  const rest = days.length - NAMED;
  return rest > 0 ? `${days.slice(0, NAMED).join(', ')} and ${count(rest)} more` : days.join(', ');
}
