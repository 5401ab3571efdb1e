import React from 'react';
import { SceneObjectBase, type SceneComponentProps, type SceneObjectState, type VizPanel } from '@grafana/scenes';
import { errorSentence, habitusApi } from '../../shared/habitus-api';
import type { AnomalyDetail, VerdictKind, Verification } from '../../shared/model';
import { AnomalyView } from './AnomalyView';
import { chartOf } from './chart';

interface State extends SceneObjectState {
  readonly uid: string;
  /** Its id. */
  readonly anomaly: string;
  /** Undefined until it is loaded. */
  readonly detail?: AnomalyDetail;
  readonly failure?: string;
  readonly chart?: VizPanel;
  /** What was said of it, shown at once and taken back when the backend refuses. */
  readonly verdict?: VerdictKind;
  readonly verdictError?: string;
  /** `running` while the backend computes. */
  readonly verification?: Verification | 'running';
  readonly verifyError?: string;
}

/** One anomaly: what is known of it, what was said of it, and its receipt computed again on demand. */
export class AnomalyCase extends SceneObjectBase<State> {
  public static Component = ({ model }: SceneComponentProps<AnomalyCase>) => <AnomalyView model={model} />;

  public constructor(state: State) {
    super(state);
    this.addActivationHandler(() => {
      void this.load();
    });
  }

  public async load(): Promise<void> {
    const { uid, anomaly } = this.state;
    this.setState({ failure: undefined });
    try {
      const detail = await habitusApi(uid).anomaly(anomaly);
      this.setState({ detail, verdict: detail.verdict?.verdict, chart: this.state.chart ?? chartOf(uid, detail) });
    } catch (error) {
      this.setState({ failure: errorSentence(error) });
    }
  }

  public async judge(verdict: VerdictKind): Promise<void> {
    const before = this.state.verdict;
    this.setState({ verdict, verdictError: undefined });
    try {
      await habitusApi(this.state.uid).judge({ anomaly: this.state.anomaly, verdict });
    } catch (error) {
      this.setState({ verdict: before, verdictError: errorSentence(error) });
    }
  }

  public async verify(): Promise<void> {
    this.setState({ verification: 'running', verifyError: undefined });
    try {
      this.setState({ verification: await habitusApi(this.state.uid).verify(this.state.anomaly) });
    } catch (error) {
      this.setState({ verification: undefined, verifyError: errorSentence(error) });
    }
  }
}
