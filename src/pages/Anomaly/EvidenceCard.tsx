import React from 'react';
import { Card } from '../../shared/Card';
import { DataTable } from '../../shared/DataTable';
import { number } from '../../shared/format';
import type { AnomalyDetail, StoredFinding } from '../../shared/model';
import { probability } from '../../shared/powers';
import { featureName } from './words';

/** Every judgement that went into the score, a row each: feature, detector, and its probability before and after equalising. */
export function EvidenceCard({ detail }: { readonly detail: AnomalyDetail }) {
  const { findings } = detail.receipt;
  return (
    <Card title="Evidence" hint="by feature and detector, as it stands in the receipt">
      <DataTable
        label="Evidence by feature and detector"
        columns={COLUMNS}
        rows={findings.map((finding) => ({ key: finding.id, cells: [featureName(detail, finding.feature), ...cellsOf(finding)] }))}
      />
    </Card>
  );
}

const COLUMNS = [
  { title: 'feature' },
  { title: 'detector' },
  { title: 'observed', right: true },
  { title: 'expected', right: true },
  { title: '95 of 100', right: true },
  { title: 'p', right: true },
  { title: 'p equalised', right: true },
];

function cellsOf({ detector, value, observed, expected, interval: [low, high], logP, logPEqualised }: StoredFinding): string[] {
  const seen = value === undefined ? number(observed) : `"${value}"`;
  const numeric = value === undefined ? [number(expected), `${number(low)} to ${number(high)}`] : ['', ''];
  return [detector, seen, ...numeric, probability(logP), probability(logPEqualised)];
}
