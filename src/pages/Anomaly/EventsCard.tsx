import React, { useState } from 'react';
import { Button } from '@grafana/ui';
import { Card } from '../../shared/Card';
import { DataTable } from '../../shared/DataTable';
import { number, plural } from '../../shared/format';
import type { AnomalyDetail } from '../../shared/model';
import { eventTable } from './event-columns';

/** As many as are read at a glance. */
const FIRST = 10;

/** The events that were counted, oldest first. */
export function EventsCard({ detail }: { readonly detail: AnomalyDetail }) {
  const { events, eventCount, anomaly } = detail;
  const [all, setAll] = useState(false);
  const shown = all ? events : events.slice(0, FIRST);
  const { columns, rows } = eventTable(shown, anomaly.entity);
  if (eventCount === 0) {
    return (
      <Card title="The events">
        <p>There are none: silence was the surprise, or they are no longer kept.</p>
      </Card>
    );
  }
  return (
    <Card
      title={eventCount === 1 ? 'The event' : `The ${number(eventCount)} events`}
      hint={shown.length < eventCount ? `the first ${shown.length}` : undefined}
      action={
        events.length > FIRST ? (
          <Button size="sm" variant="secondary" fill="text" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? `Show the first ${FIRST}` : `Show ${plural(events.length, 'event')}`}
          </Button>
        ) : undefined
      }
    >
      <DataTable label="Events behind the anomaly" columns={columns} rows={rows} />
    </Card>
  );
}
