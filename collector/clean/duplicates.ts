import { HabitusError } from '../../pkg/errors';
import { DAY, type Millis } from '../../pkg/model';

/**
 * For how long a second delivery of a live event is known. Events carry an id that any delivery of them gives again; the store knows the ids of all
 * it holds, and live events that are older than this are refused (`liveRange`), so none can come in twice.
 *
 * What bounds it: nothing of it is in the memory of the collector. DuckDB holds 64 bits and an hour for each stored event, on disk, and reads those of
 * the hours that a batch speaks of; Elasticsearch looks ids up by themselves. Both keep it for as long as the events.
 */
export const WINDOW: Millis = 7 * DAY;

/** @param keep how long events are kept; undefined: for ever. @throws HabitusError HAB-CONF-001 where that is shorter than the window */
export function coversWindow(keep: Millis | undefined): void {
  if (keep !== undefined && keep < WINDOW) throw new HabitusError('HAB-CONF-001', `${keep / DAY} days`, `events to be kept for at least ${WINDOW / DAY} days`);
}
