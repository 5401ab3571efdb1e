// Stands for Elasticsearch in a process of its own: takes every document of `_bulk`, keeps none, and counts. Prints its address, then waits.
// GET /_counted gives how many documents came, and one of the last; what a store asks of a cluster is answered as one that is set up would. Argument: version of the templates.
import { createServer } from 'node:http';
import { gunzipSync } from 'node:zlib';

let documents = 0;
let last = Buffer.alloc(0);
const version = Number(process.argv[2] ?? 1);
const TEMPLATES = ['events', 'events-alias', 'observations', 'state', 'records', 'findings', 'anomalies', 'receipts', 'risk'].map((kind) => ({
  name: `habitus-${kind}`,
  index_template: { version },
}));
const ITEM = '{"create":{"_index":".ds-stub-000001","status":201}}';
const NEWLINE = 0x0a;
const TIME = Buffer.from('"timeUnixNano"');

function answerBulk(body) {
  let lines = 0;
  for (let at = body.indexOf(NEWLINE); at >= 0; at = body.indexOf(NEWLINE, at + 1)) lines++;
  const items = lines >> 1;
  last = body.subarray(0, 4096);
  documents += items;
  return `{"took":1,"errors":false,"items":[${new Array(items).fill(ITEM).join(',')}]}`;
}

/** OTLP as JSON: a time a record. */
function answerOtlp(body) {
  for (let at = body.indexOf(TIME); at >= 0; at = body.indexOf(TIME, at + TIME.length)) documents++;
  return '{}';
}

function answer(url, body) {
  if (url.includes('_bulk')) return answerBulk(body);
  if (url === '/v1/logs') return answerOtlp(body);
  if (url.startsWith('/_counted')) return JSON.stringify({ documents, last: last.toString('utf8').split('\n')[1] ?? '' });
  if (url.startsWith('/_nodes')) return '{"nodes":{"a":{"version":"9.5.1"}}}';
  if (url.startsWith('/_index_template')) return JSON.stringify({ index_templates: TEMPLATES });
  if (url.includes('_settings')) return '{".ds-stub-000001":{"settings":{}}}';
  return '{"name":"stub","cluster_name":"stub","version":{"number":"9.5.1","build_flavor":"default"},"tagline":"You Know, for Search"}';
}

const server = createServer((request, reply) => {
  const pieces = [];
  request.on('data', (piece) => pieces.push(piece));
  request.on('end', () => {
    const raw = Buffer.concat(pieces);
    const text = answer(request.url, request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw);
    reply.writeHead(200, { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch', 'content-length': Buffer.byteLength(text) });
    reply.end(text);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${server.address().port}\n`));
