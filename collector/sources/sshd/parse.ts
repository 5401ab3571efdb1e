import { DAY } from '../../../pkg/model';
import { sliceText } from '../slice-text';
import { putHost } from '../json/put';
import type { Arrival, EventWriter, Slice, Source } from '../source';
import { assumedTime } from './assumed-time';
import { readHead, type LocalTime, type SyslogHead } from './header';
import { SSH_PROGRAMS, formsOf } from './programs';

const REPEATED = /^message repeated (\d+) times: \[ (.*)\]\s*$/s;
/** A line may not become an army: 13,000 of them fit into a megabyte. */
const MOST_REPEATS = 1_000;
/** syslogd's own way to say it names no message: the line before it may be anywhere. */
const REPEATED_UNNAMED =
  /^(?:<\d{1,3}>)?[A-Z][a-z]{2} {1,2}\d{1,2} [\d:]{8} {1,2}(?:\S+ )?(?:\w{1,32}\[\d{1,10}\]: )?(?:last message repeated \d+ times|-- MARK --)/;
/** A command line may be as long as its kernel lets it. */
const MOST_SAID = 2_048;
/** Which of its processes wrote it. */
const STAGE = / \[(?:preauth|postauth)\]$/;

/** The authentication log of Linux: sshd, sudo, su and the account tools, in syslog's old and new forms and the journal's. */
export const sshd: Source = {
  name: 'sshd',
  parse(payload: Slice, arrival: Arrival, out: EventWriter): void {
    const line = sliceText(payload);
    const head = readHead(line);
    if (head === undefined) {
      if (REPEATED_UNNAMED.test(line)) out.drop('repeats-unnamed-line');
      else out.reject('HAB-PARSE-003', 'a syslog line: time, host, program[pid]: message', line.slice(0, 80));
      return;
    }
    const repeated = REPEATED.exec(head.message);
    const times = repeated ? Math.min(Number(repeated[1]), MOST_REPEATS) : 1;
    const message = (repeated?.[2] ?? head.message).trimEnd();
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

function writeMessage(head: SyslogHead, said: string, arrival: Arrival, out: EventWriter): void {
  const forms = formsOf(head.program);
  const message = said.replace(STAGE, '');
  if (forms === undefined) {
    out.drop('other-program');
    return;
  }
  for (const one of forms) {
    const match = one.form.exec(message);
    if (!match) continue;
    if ('drop' in one) {
      out.drop(one.drop);
      return;
    }
    writeHead(head, arrival, out);
    out.text('message', said.trimStart().slice(0, MOST_SAID));
    one.read(match, out);
    out.end();
    return;
  }
  out.reject('HAB-PARSE-002', `a message of ${head.program} that is documented`, message.slice(0, 80));
}

function writeHead(head: SyslogHead, arrival: Arrival, out: EventWriter): void {
  if (head.at !== undefined) out.time(head.at);
  else if (head.local !== undefined) writeLocal(head.local, arrival, out);
  out.text('event.dataset', 'system.auth');
  if (head.host !== '') {
    putHost(out, 'host.name', head.host);
    out.text('host.hostname', head.host);
  }
  out.text('process.name', head.program);
  if (head.pid !== undefined) out.number('process.pid', head.pid);
  if (SSH_PROGRAMS.has(head.program)) out.text('network.protocol', 'ssh');
}

function writeLocal(local: LocalTime, arrival: Arrival, out: EventWriter): void {
  const year = local.year ?? arrival.year ?? yearNear(local, arrival.observed);
  out.time(assumedTime(local, year, arrival.zone));
  const zone = arrival.zone ?? 'UTC';
  out.text('habitus.time.assumed', local.year === undefined ? `year ${year}, ${zone}` : zone);
}

/** Live lines are of now: last year's only where this year's would lie ahead. */
function yearNear(local: LocalTime, observed: number): number {
  const year = new Date(observed).getUTCFullYear();
  return Date.UTC(year, local.month, local.day) > observed + DAY ? year - 1 : year;
}
