/**
 * A line of the IIS log file format, fixed and with commas: client, user, date, time, service, server, its address, milliseconds, bytes in and out, status,
 * Windows status, method, path, parameters. Under the names of the W3C format; the time is the server's own, `local`. Undefined for another line.
 * A date whose order cannot be told is month, day, year.
 */
export function nativeColumnsOf(text: string): Readonly<Record<string, string>> | undefined {
  const values = text.trimEnd().replace(/,$/, '').split(/, ?/);
  if (values.length < COLUMNS.length - 1 || !/^W3SVC\d{1,9}$/i.test(values[4] ?? '')) return undefined;
  const date = dateOf(values[2] ?? '');
  if (date === undefined || !/^\d{1,2}:\d\d:\d\d$/.test(values[3] ?? '')) return undefined;
  const local = `${date}T${(values[3] ?? '').padStart(8, '0')}`;
  return { local, ...Object.fromEntries(COLUMNS.flatMap((name, index) => (name === '' ? [] : [[name, values[index] ?? '-']]))) };
}

const COLUMNS =
  'c-ip cs-username   s-sitename s-computername s-ip time-taken cs-bytes sc-bytes sc-status sc-win32-status cs-method cs-uri-stem cs-uri-query'.split(' ');

/** `03/20/01` and `3/20/2001` as `2001-03-20`; a first number above 12 is the day. */
function dateOf(text: string): string | undefined {
  const [, first = '', second = '', year = ''] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4})$/.exec(text) ?? [];
  if (year === '') return undefined;
  const [month, day] = Number(first) > 12 ? [second, first] : [first, second];
  return `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
