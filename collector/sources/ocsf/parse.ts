import type { Fields } from '../json/fields';
import { writeKind } from '../json/kind';
import { keepRest } from '../json/rest';
import { recordSource } from '../record-source';
import type { EventWriter } from '../source';
import { activityOf, classNameOf, kindOfActivity } from './classes';
import { writeConcerned } from './concerned';
import { writePeople } from './people';
import { outcomeOf, writeResult } from './result';
import { writeWhere } from './where';

/** Events in the Open Cybersecurity Schema Framework, 1.0 to 1.5, as Amazon Security Lake and many products write them. */
export const ocsf = recordSource({
  name: 'ocsf',
  recognises(event: Fields): number {
    if (event.number('class_uid') === undefined) return 0;
    return event.has('activity_id') || event.has('type_uid') || event.has('category_uid') ? 1 : 0.7;
  },
  write(event, _at, out): void {
    const classId = event.number('class_uid');
    const when = event.time('time_dt', 'time', 'start_time_dt', 'start_time', 'metadata.original_time', 'metadata.logged_time');
    if (classId === undefined) out.reject('HAB-PARSE-003', 'an OCSF event with its class_uid', 'none');
    else if (when === undefined) out.reject('HAB-PARSE-001', 'time: epoch in milliseconds, or time_dt', String(event.raw('time') ?? 'none'));
    else {
      out.time(when);
      writeEvent(event, classId, out);
      out.end();
    }
  },
});

function writeEvent(event: Fields, classId: number, out: EventWriter): void {
  const activity = activityOf(classId, event);
  const operation = classId === API ? event.text('api.operation') : undefined;
  writeKind(out, kindOfActivity(classId, activity), operation ?? activity, outcomeOf(event));
  out.text('event.dataset', `ocsf.${classNameOf(classId, event)}`);
  const disposition = DISPOSITIONS.get(event.number('disposition_id') ?? 0);
  if (disposition !== undefined) out.add('event.type', disposition);
  writeResult(event, out);
  writePeople(classId, event, out);
  writeWhere(event, out);
  writeConcerned(event, out);
  for (const key of NOT_KEPT) event.raw(key);
  keepRest(event, out, 'ocsf');
}

const API = 6003;
/** What a control made of it: let through, or blocked, quarantined, dropped. */
const DISPOSITIONS: ReadonlyMap<number, string> = new Map([
  [1, 'allowed'],
  [2, 'denied'],
  [3, 'denied'],
  [6, 'denied'],
]);

/** Names of numbers that are read, and the schema's own upkeep. The raw record and the observables say everything a second time. */
const NOT_KEPT =
  'class_name class_uid category_uid category_name activity_id activity_name type_uid type_name severity status status_id time time_dt metadata raw_data observables timezone_offset'.split(
    ' '
  );
