import React from 'react';
import { Card } from '../../shared/Card';
import type { AnomalyDetail } from '../../shared/model';
import { Lines } from './Lines';
import { alsoLines } from './words';

/** What else was seen of the entity in that hour, odd or not. */
export function AlsoCard({ detail }: { readonly detail: AnomalyDetail }) {
  const lines = alsoLines(detail);
  return (
    <Card title="Also in that hour">
      {lines.length === 0 ? (
        <p>No other feature of it was judged in that hour.</p>
      ) : (
        <Lines lines={lines.map(({ text, odds, usual }) => ({ label: text, value: odds, quiet: usual }))} />
      )}
    </Card>
  );
}
