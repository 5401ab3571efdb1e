import { text } from '../reading';
import type { SyslogHead } from './header';

/** An entry of the journal as `journalctl -o json` writes it (systemd, JOURNAL_EXPORT_FORMATS). Undefined for any other line. */
export function readJournal(line: string): SyslogHead | undefined {
  if (!line.startsWith('{') || !line.includes('"__REALTIME_TIMESTAMP"')) return undefined;
  const entry = parsed(line);
  const micros = Number(entry?.__REALTIME_TIMESTAMP);
  if (entry === undefined || !Number.isFinite(micros)) return undefined;
  const pid = Number(entry._PID ?? entry.SYSLOG_PID);
  return {
    at: Math.floor(micros / 1000),
    local: undefined,
    host: text(entry._HOSTNAME) ?? '',
    program: text(entry.SYSLOG_IDENTIFIER) ?? text(entry._COMM) ?? '',
    pid: Number.isSafeInteger(pid) ? pid : undefined,
    message: message(entry.MESSAGE),
  };
}

function parsed(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** Bytes that are not printable come as a list of numbers. */
function message(value: unknown): string {
  return Array.isArray(value) ? Buffer.from(value as number[]).toString('utf8') : (text(value) ?? '');
}
