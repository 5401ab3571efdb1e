import React from 'react';
import { TextLink } from '@grafana/ui';
import { Card } from '../../shared/Card';
import { DataTable } from '../../shared/DataTable';
import { plural } from '../../shared/format';
import { anomalyPath } from '../../shared/ids';
import type { AnomalyDetail } from '../../shared/model';
import { brief } from '../../shared/reason';
import { hourOf } from './words';

/** The incident as a timeline: the same events seen from other entities, and the hours before and after. Nothing where the anomaly stands alone. */
export function CaseCard({ detail }: { readonly detail: AnomalyDetail }) {
  const { sameCase } = detail;
  if (sameCase.length === 0) return null;
  return (
    <Card title="The same incident" hint={`${plural(sameCase.length, 'more anomaly', 'more anomalies')}, in order of time`}>
      <DataTable
        label="Anomalies of the same incident"
        columns={COLUMNS}
        rows={sameCase.map(({ id, entity, start, score, reason }) => ({
          key: id,
          cells: [
            hourOf(start),
            entity.type,
            <TextLink key="entity" href={anomalyPath(id)}>
              {entity.id}
            </TextLink>,
            brief(reason),
            Math.round(score).toString(),
          ],
        }))}
      />
    </Card>
  );
}

const COLUMNS = [{ title: 'hour' }, { title: 'type' }, { title: 'entity' }, { title: 'what' }, { title: 'score', right: true }];
