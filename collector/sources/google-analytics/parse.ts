import { recordSource } from '../record-source';
import { isExported, writeExported } from './exported';
import { hitsOf, isHit, writeHit } from './measurement';

/** Events of Google Analytics 4: rows of its BigQuery export, and requests of the Measurement Protocol. */
export const googleAnalytics = recordSource({
  name: 'google-analytics',
  recognises(record): number {
    if (record.has('event_name') && record.has('event_timestamp')) return record.has('user_pseudo_id') || record.has('event_params') ? 1 : 0.7;
    return isHit(record) ? 1 : 0;
  },
  documents: hitsOf,
  write(record, at, out): void {
    if (isExported(record)) writeExported(record, out);
    else if (isHit(record)) writeHit(record, at, out);
    else out.reject('HAB-PARSE-003', 'a row with event_name and event_timestamp, or a hit with client_id and events', 'neither');
  },
});
