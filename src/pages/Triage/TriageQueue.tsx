import React from 'react';
import { LoadingState, type PanelData } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { sceneGraph, SceneObjectBase, SceneQueryRunner, type SceneComponentProps, type SceneObjectState } from '@grafana/scenes';
import { DATASOURCE_ID, anomalyPath } from '../../shared/ids';
import { errorSentence, habitusApi } from '../../shared/habitus-api';
import type { SparklineData, Trust, VerdictKind } from '../../shared/model';
import { historyRange, wholeRange } from './default-range';
import { rowsFromFrame, type TriageRow } from './rows';
import { TriageView } from './TriageView';

interface State extends SceneObjectState {
  readonly uid: string;
  /** Undefined until the first answer. */
  readonly rows?: readonly TriageRow[];
  readonly queryError?: string;
  readonly trust?: Trust;
  readonly trustError?: string;
  readonly sparklines: Readonly<Record<string, SparklineData>>;
  /** What was said of an anomaly, shown at once and taken back when the backend refuses. */
  readonly verdicts: Readonly<Record<string, VerdictKind>>;
  readonly verdictError?: string;
}

/** How many are listed: what a person reads in one sitting. */
const LISTED = 20;

/** The ranking of a time range, what it may be trusted for, and what was said of it. */
export class TriageQueue extends SceneObjectBase<State> {
  public static Component = ({ model }: SceneComponentProps<TriageQueue>) => <TriageView model={model} />;

  public constructor(state: State) {
    super(state);
    this.addActivationHandler(() => {
      void this.begin();
    });
  }

  /** First the trust card, since it says where the data ends; then the ranking of that range. */
  private async begin(): Promise<void> {
    await this.refreshTrust();
    if (!this.isActive) return;
    const { trust, $data } = this.state;
    const chosen = locationService.getSearchObject().from !== undefined;
    const history = trust && !chosen && !$data ? historyRange(trust) : undefined;
    if (history) sceneGraph.getTimeRange(this).onTimeRangeChange(history);
    if (!$data) this.setState({ $data: rankingOf(this.state.uid) });
    this.watchRanking();
  }

  private watchRanking(): void {
    const { $data } = this.state;
    if (!$data) return;
    const sub = $data.subscribeToState(({ data }) => data && this.onData(data));
    this._subs.add(sub);
    if ($data.state.data) this.onData($data.state.data);
  }

  private onData({ state, series, errors, error }: PanelData): void {
    if (state === LoadingState.Error) {
      this.setState({ queryError: errorSentence(errors?.[0] ?? error) });
      return;
    }
    if (state !== LoadingState.Done) return;
    const rows = rowsFromFrame(series[0]);
    const known = Object.fromEntries(rows.flatMap(({ id, verdict }) => (verdict ? [[id, verdict as VerdictKind]] : [])));
    this.setState({ rows, queryError: undefined as never, verdicts: { ...known, ...this.state.verdicts } });
    void this.loadSparklines(rows);
    void this.refreshTrust();
  }

  private async refreshTrust(): Promise<void> {
    try {
      this.setState({ trust: await habitusApi(this.state.uid).trust(), trustError: undefined as never });
    } catch (error) {
      this.setState({ trustError: errorSentence(error) });
    }
  }

  /** A row without its sparkline is still a row: a failure leaves the drawing out. */
  private async loadSparklines(rows: readonly TriageRow[]): Promise<void> {
    try {
      const sparklines = await habitusApi(this.state.uid).sparklines(rows.map(({ id }) => id));
      this.setState({ sparklines: { ...this.state.sparklines, ...sparklines } });
    } catch {
      this.setState({ sparklines: this.state.sparklines });
    }
  }

  public open(id: string): void {
    locationService.push(anomalyPath(id));
  }

  public async judge(id: string, verdict: VerdictKind): Promise<void> {
    const before = this.state.verdicts;
    this.setState({ verdicts: { ...before, [id]: verdict }, verdictError: undefined as never });
    try {
      await habitusApi(this.state.uid).judge({ anomaly: id, verdict });
    } catch (error) {
      const { [id]: _, ...rest } = this.state.verdicts;
      this.setState({ verdicts: before[id] ? { ...rest, [id]: before[id] } : rest, verdictError: errorSentence(error) });
    }
  }

  public showAll(): void {
    const whole = this.state.trust && wholeRange(this.state.trust);
    if (whole) sceneGraph.getTimeRange(this).onTimeRangeChange(whole);
  }

  public retry(): void {
    const { $data } = this.state;
    if ($data instanceof SceneQueryRunner) $data.runQueries();
  }
}

function rankingOf(uid: string): SceneQueryRunner {
  return new SceneQueryRunner({
    datasource: { uid, type: DATASOURCE_ID },
    queries: [{ refId: 'ranking', queryType: 'anomalies', format: 'table', limit: LISTED }],
  });
}
