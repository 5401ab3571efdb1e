import React from 'react';
import { Alert } from '@grafana/ui';
import type { Verification } from '../../shared/model';

const ORIGIN: Readonly<Record<Verification['from'], string>> = {
  events: 'the observed values from the events',
  rollups: 'the observed values from the daily roll-ups, since the events are no longer kept',
  inputs: "the observed values taken from the receipt, since its feature's definition has changed",
  erased: 'nothing, since its data was erased',
};

interface Props {
  readonly verification: Verification | 'running' | undefined;
  readonly error: string | undefined;
}

/** What came of computing the receipt again. Announced when it comes. */
export function VerificationNote({ verification, error }: Props) {
  return (
    <div role="status" aria-live="polite" style={{ marginTop: 8 }}>
      {error && (
        <Alert severity="warning" title="It could not be computed again">
          {error}
        </Alert>
      )}
      {verification === 'running' && 'Computing every number again'}
      {verification && verification !== 'running' && <Outcome {...verification} />}
    </div>
  );
}

function Outcome({ same, from, differences }: Verification) {
  if (same) {
    return (
      <Alert severity="success" title="The same to the last digit">
        Computed again just now: {ORIGIN[from]}, every number after them from the receipt.
      </Alert>
    );
  }
  return (
    <Alert severity="error" title={`${differences.length} of its numbers differ`}>
      <ul>
        {differences.map(({ what, stored, recomputed }) => (
          <li key={what}>
            {what}: stored {stored ?? 'nothing'}, recomputed {recomputed ?? 'nothing'}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
