import { DAY } from '../../../pkg/model';
import { sliceText } from '../slice-text';
import type { Arrival, EventWriter, Slice, Source } from '../source';
import { assumedTime } from './assumed-time';
import { readHead, type SyslogHead } from './header';
import { formsOf } from './messages';

const REPEATED = /^message repeated (\d+) times: \[ (.*)\]\s*$/s;
/** A line may not become an army: 13,000 of them fit into a megabyte. */
const MOST_REPEATS = 1_000;

/** The authentication log of Linux: sshd, sudo, su and the account tools, in syslog's old and new forms. */
export const sshd: Source = {
  name: 'sshd',
  parse(payload: Slice, arrival: Arrival, out: EventWriter): void {
    const line = sliceText(payload);
    const head = readHead(line);
    if (head === undefined) {
      out.reject('HAB-PARSE-003', 'a syslog line: time, host, program[pid]: message', line.slice(0, 80));
      return;
    }
    const repeated = REPEATED.exec(head.message);
    const times = repeated ? Math.min(Number(repeated[1]), MOST_REPEATS) : 1;
    const message = repeated?.[2] ?? head.message;
    for (let left = times; left > 0; left--) writeMessage(head, message, arrival, out);
  },
  guess(sample: string): number {
    const lines = sample
      .split('\n')
      .filter((line) => line.trim() !== '')
      .slice(0, 50);
    const known = lines.filter((line) => {
      const head = readHead(line);
      return head !== undefined && formsOf(head.program) !== undefined;
    });
    return lines.length === 0 ? 0 : known.length / lines.length;
  },
};

function writeMessage(head: SyslogHead, message: string, arrival: Arrival, out: EventWriter): void {
  const forms = formsOf(head.program);
  if (forms === undefined) {
    out.drop('other-program');
    return;
  }
  for (const { form, read, drop } of forms) {
    const match = form.exec(message);
    if (!match) continue;
    if (drop !== undefined || read === undefined) {
      out.drop(drop ?? 'housekeeping');
      return;
    }
    writeCommon(head, arrival, out);
    read(match, out);
    out.end();
    return;
  }
  out.reject('HAB-PARSE-002', `a message of ${head.program} that is documented`, message.slice(0, 80));
}

function writeCommon(head: SyslogHead, arrival: Arrival, out: EventWriter): void {
  if (head.at !== undefined) out.time(head.at);
  else if (head.local !== undefined) {
    const year = arrival.year ?? yearNear(head.local, arrival.observed);
    out.time(assumedTime(head.local, year, arrival.zone));
    out.text('habitus.time.assumed', `year ${year}, ${arrival.zone ?? 'UTC'}`);
  }
  out.text('event.dataset', 'system.auth');
  if (head.host !== '') out.text('host.name', head.host);
  out.text('process.name', head.program);
  if (head.pid !== undefined) out.number('process.pid', head.pid);
}

/** Live lines are of now: last year's only where this year's would lie ahead. */
function yearNear(local: { readonly month: number; readonly day: number }, observed: number): number {
  const year = new Date(observed).getUTCFullYear();
  return Date.UTC(year, local.month, local.day) > observed + DAY ? year - 1 : year;
}
