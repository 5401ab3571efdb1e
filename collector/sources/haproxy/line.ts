import { readHead } from '../sshd/header';

type Parts = Readonly<Record<string, unknown>>;

/** The parts of a line by name, or undefined for the line of another program. Anchored, without nested repetition: linear in the length of the line. */
export function cutLine(text: string): Parts | undefined {
  const head = readHead(text);
  const isHead = head !== undefined && /^haproxy/i.test(head.program);
  const bare = /^(\S{0,64})\[(\d{1,10})\]: (.*)$/s.exec(text);
  const line = isHead ? head.message : (bare?.[3] ?? text);
  const around = isHead
    ? {
        host: head.host === '' ? undefined : head.host,
        program: head.program,
        pid: head.pid,
        ...(head.at === undefined ? { local: head.local } : { at: head.at }),
      }
    : { program: bare?.[1], pid: bare?.[2] };
  const parts = cutTraffic(line) ?? cutConnect(line) ?? (isHead && NOTICE.test(line) ? { form: 'notice', client: '', frontend: '' } : undefined);
  return parts && { ...around, ...parts };
}

const CLIENT = /^(\S{1,64}):(\d{1,5}|-) \[([^\]]{10,40})\] (\S+) (.*)$/s;
const HTTP =
  /^([^\s/]{1,256})\/([^\s/]{0,256}) (?:(\S+) )?(-?\d+)\/(-?\d+)\/(-?\d+)\/(-?\d+)\/(\+?-?\d+) (-?\d+) (\+?\d+) (\S+) (\S+) (\S{4}) (\d+\/\d+\/\d+\/\d+\/\+?\d+) (\d+\/\d+) (.*)$/s;
const TCP = /^([^\s/]{1,256})\/([^\s/]{0,256}) (-?\d+)\/(-?\d+)\/(\+?-?\d+) (\+?\d+) (\S{2,4}) (\d+\/\d+\/\d+\/\d+\/\+?\d+) (\d+\/\d+)(?: (.*))?$/s;
const NOTICE = /^(?:Proxy |Server |Health check|backend |Stopping |Pausing |Loading |New worker|\[|Former worker|config )/;

function cutTraffic(line: string): Parts | undefined {
  const start = CLIENT.exec(line);
  if (!start) return undefined;
  const [, address, port, date, frontend = '', rest = ''] = start;
  const common = { client: address, ...(port !== '-' && { port }), date };
  const bind = /^([^\s/]+)\/(\S+)$/.exec(frontend);
  if (bind && !/^[^\s/]{1,256}\/[^\s/]{1,256} -?\d+\//.test(rest)) {
    return { form: 'error', ...common, frontend: bind[1], bind: bind[2]?.replace(/:$/, ''), error: rest.replace(/^: ?/, '').trim() };
  }
  const isTls = frontend.endsWith('~');
  const named = { ...common, frontend: frontend.replace(/(?<![~:])[~:]+$/, ''), ...(isTls && { ssl: true }) };
  return cutHttp(rest, named) ?? cutTcp(rest, named) ?? (frontend.endsWith(':') ? refused(frontend, rest, common) : undefined);
}

/** `frontend/bind: reason`, where the colon stands at the name. */
function refused(frontend: string, reason: string, common: Parts): Parts {
  const [name, bind] = frontend.slice(0, -1).split('/');
  return { form: 'error', ...common, frontend: name, bind, error: reason.trim() };
}

function cutHttp(rest: string, common: Parts): Parts | undefined {
  const match = HTTP.exec(rest);
  if (!match) return undefined;
  const [, backend, server, , queued, waited, connected, answered, total, status, bytes, cookie, setCookie, ended, connections, queues, tail = ''] = match;
  const request = requestIn(tail);
  if (request === undefined) return undefined;
  return {
    form: 'http',
    ...common,
    backend,
    server,
    timers: `${queued ?? ''}/${waited ?? ''}/${connected ?? ''}/${answered ?? ''}/${total ?? ''}`,
    total: Number((total ?? '').replace('+', '')),
    status,
    bytes,
    cookie,
    set_cookie: setCookie,
    ended,
    connections,
    queues,
    ...request,
  };
}

function cutTcp(rest: string, common: Parts): Parts | undefined {
  const match = TCP.exec(rest);
  if (!match) return undefined;
  const [, backend, server, waited, connected, total, bytes, ended, connections, queues] = match;
  const timers = `${waited ?? ''}/${connected ?? ''}/${total ?? ''}`;
  return { form: 'tcp', ...common, backend, server, timers, total: Number((total ?? '').replace('+', '')), bytes, ended, connections, queues };
}

/** `{captured|request} {captured|response} "request" errors sni/version/cipher`. A request that was too long to log whole has no closing quote. */
function requestIn(tail: string): Parts | undefined {
  const open = tail.indexOf('"');
  if (open < 0) return undefined;
  const version = / HTTP\/\d(?:\.\d)?"/.exec(tail);
  const close = version === null ? tail.lastIndexOf('"') : version.index + version[0].length - 1;
  const captured = tail.slice(0, open).trim();
  const behind = close > open ? tail.slice(close + 1).trim() : '';
  const secure = /^(\S{1,253})\/(TLSv[\d.]{1,4}|SSLv\d)\/(\S{1,64})$/.exec(behind.slice(behind.lastIndexOf(' ') + 1));
  return {
    request: tail.slice(open + 1, close > open ? close : undefined),
    ...(captured !== '' && { captured }),
    ...(secure && { sni: secure[1], tls: secure[2], cipher: secure[3] }),
  };
}

/** `Connect from 10.1.2.3:33313 to 10.1.2.4:80 (www/HTTP)`: what is logged without any option. */
function cutConnect(line: string): Parts | undefined {
  const match = /^Connect from (\S+) to (\S+) \((\S+)\/(\w+)\)$/.exec(line);
  return match ? { form: 'connect', client: match[1], server_address: match[2], frontend: match[3], mode: match[4] } : undefined;
}
