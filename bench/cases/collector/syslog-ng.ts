import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Peer } from './peers';

/** syslog-ng: TCP, csv-parser and date-parser, a reliable disk buffer, its HTTP destination. */
export const syslogNg: Peer = {
  name: 'syslog-ng with a reliable disk buffer',
  program: 'syslog-ng',
  takes: 'lines',
  install: 'Debian packages syslog-ng-core and syslog-ng-mod-http',
  command: ({ program, library, dir, port, stub }) => {
    writeFileSync(join(dir, 'syslog-ng.conf'), config(dir, port, stub));
    const modules = library === undefined ? [] : [`--module-path=${join(library, '../syslog-ng/3.38')}`];
    const files = [`--cfgfile=${join(dir, 'syslog-ng.conf')}`, `--persist-file=${join(dir, 'persist')}`, `--control=${join(dir, 'control')}`];
    return [program, '-F', ...files, `--pidfile=${join(dir, 'pid')}`, ...modules];
  },
};

const config = (dir: string, port: number, stub: number): string => `
@version: 3.38
source s { network(ip(127.0.0.1) port(${port}) transport(tcp) flags(no-parse) log-iw-size(10000) log-fetch-limit(1000)); };
parser fields { csv-parser(columns("A.ip", "A.ident", "A.user", "A.time", "A.request", "A.status", "A.bytes", "A.referrer", "A.agent")
  delimiters(" ") quote-pairs('""[]') flags(escape-none)); };
parser time { date-parser(format("%d/%b/%Y:%H:%M:%S %z") template("\${A.time}")); };
destination bulk { http(url("http://127.0.0.1:${stub}/_bulk") method("POST") batch-lines(1000) batch-bytes(4194304) batch-timeout(500) workers(2)
  headers("Content-Type: application/x-ndjson") body-suffix("\\n")
  body("{\\"create\\":{}}\\n$(format-json --scope none --key A.* @timestamp=\${ISODATE})")
  disk-buffer(mem-buf-size(67108864) disk-buf-size(1073741824) reliable(yes) dir("${dir}"))); };
log { source(s); parser(fields); parser(time); destination(bulk); flags(flow-control); };
`;
