import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Peer } from './peers';

/** rsyslog: TCP, mmnormalize, a disk queue, omelasticsearch. */
export const rsyslog: Peer = {
  name: 'rsyslog with a disk queue',
  program: 'rsyslogd',
  takes: 'lines',
  install: 'Debian packages rsyslog and rsyslog-elasticsearch',
  command: ({ program, library, dir, port, stub }) => {
    writeFileSync(join(dir, 'access.rb'), RULES);
    writeFileSync(join(dir, 'rsyslog.conf'), config(dir, port, stub));
    return [program, '-n', '-f', join(dir, 'rsyslog.conf'), '-i', join(dir, 'pid'), ...(library === undefined ? [] : ['-M', join(library, 'rsyslog')])];
  },
};

const RULES =
  'version=2\nrule=:%source.ip:ipv4% - %user.name:word% [%time:char-to:]%] "%method:word% %path:word% %version:char-to:"%" %status:number% %bytes:number% "%referrer:char-to:"%" "%agent:char-to:"%"\n';

const config = (dir: string, port: number, stub: number): string => `
global(workDirectory="${dir}" parser.permitSlashInProgramName="on")
module(load="imptcp")
module(load="mmnormalize")
module(load="omelasticsearch")
template(name="document" type="subtree" subtree="$!")
input(type="imptcp" address="127.0.0.1" port="${port}" ruleset="access" supportOctetCountedFraming="off")
ruleset(name="access") {
  action(type="mmnormalize" rulebase="${join(dir, 'access.rb')}" useRawMsg="on")
  action(type="omelasticsearch" server="127.0.0.1" serverport="${stub}" searchIndex="access" bulkmode="on" maxbytes="4m" template="document"
    queue.type="Disk" queue.filename="access" queue.maxFileSize="64m" queue.dequeueBatchSize="1000" queue.size="1000000" action.resumeRetryCount="-1")
}
`;
