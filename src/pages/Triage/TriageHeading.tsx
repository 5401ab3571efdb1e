import React from 'react';
import type { TriageQueue } from './TriageQueue';
import { heading, watched } from './words';

interface Props {
  readonly model: TriageQueue;
}

export function TriageHeading({ model }: Props) {
  const { rows, verdicts } = model.useState();
  return <h1>{rows ? heading(rows.filter(({ id }) => !verdicts[id]).length) : 'Triage'}</h1>;
}

export function TriageSubtitle({ model }: Props) {
  const { trust } = model.useState();
  return <span>{trust ? watched(trust) : 'What deviates most from what is normal for it.'}</span>;
}
