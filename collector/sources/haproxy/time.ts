import type { Millis } from '../../../pkg/model';
import type { Fields } from '../json/fields';
import type { Arrival, EventWriter } from '../source';
import { assumedTime } from '../sshd/assumed-time';
import type { LocalTime } from '../sshd/header';
import { accessTime } from '../web-access/access-time';
import { utcOfWall } from '../zone';

/** When it was accepted: `[06/Feb/2009:12:14:14.655]`, a clock that shows no zone, or with one; else the head of the line. Says what was assumed. */
export function timeOf(line: Fields, at: Arrival, out: EventWriter): Millis | undefined {
  const date = line.text('date');
  if (date !== undefined) return accepted(date, at, out);
  const head = line.number('at');
  if (head !== undefined) return head;
  const local = line.raw('local') as LocalTime | undefined;
  if (local === undefined) return line.has('form') ? at.observed : undefined;
  const year = local.year ?? at.year ?? new Date(at.observed).getUTCFullYear();
  out.text('habitus.time.assumed', [local.year === undefined ? `year ${year}` : '', at.zone ?? 'UTC'].filter((one) => one !== '').join(', '));
  return assumedTime(local, year, at.zone);
}

function accepted(date: string, at: Arrival, out: EventWriter): Millis | undefined {
  const wall = accessTime(date);
  if (wall === undefined || / [+-]\d{2}:?\d{2}$|Z$/.test(date)) return wall;
  out.text('habitus.time.assumed', at.zone ?? 'UTC');
  return utcOfWall(wall, at.zone);
}
