import React from 'react';
import { SceneObjectBase, type SceneComponentProps, type SceneObjectRef, type SceneObjectState } from '@grafana/scenes';
import { VerdictButtons } from '../../shared/VerdictButtons';
import type { AnomalyCase } from './AnomalyCase';

interface State extends SceneObjectState {
  readonly model: SceneObjectRef<AnomalyCase>;
}

/** The verdicts, beside the sentence that they are about. */
export class CaseVerdict extends SceneObjectBase<State> {
  public static Component = ({ model }: SceneComponentProps<CaseVerdict>) => <Buttons model={model.state.model.resolve()} />;
}

function Buttons({ model }: { readonly model: AnomalyCase }) {
  const { detail, verdict } = model.useState();
  return detail ? <VerdictButtons subject={detail.anomaly.entity.id} verdict={verdict} size="md" onJudge={(kind) => void model.judge(kind)} /> : null;
}
