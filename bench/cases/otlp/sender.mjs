// A sender of its own process: posts the prepared requests of a folder, so many at a time, and waits for each answer. Prints "ready", starts at the first byte of stdin.
import { readdirSync, readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';

const [folder, address, atOnce, encoding] = process.argv.slice(2);
const bodies = readdirSync(folder)
  .sort()
  .map((file) => readFileSync(join(folder, file)));
const agent = new Agent({ keepAlive: true, maxSockets: Number(atOnce) });
const headers = { 'content-type': 'application/x-protobuf', ...(encoding === 'gzip' && { 'content-encoding': 'gzip' }) };
let next = 0;

function post(body) {
  return new Promise((resolve, reject) => {
    const sent = request(`${address}/v1/logs`, { method: 'POST', agent, headers: { ...headers, 'content-length': body.length } }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

async function sendAll() {
  for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) {
    let status = await post(body);
    while (status === 503 || status === 429) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      status = await post(body);
    }
    if (status !== 200) throw new Error(`expected 200, got ${status}`);
  }
}

process.stdout.write('ready\n');
process.stdin.once('data', async () => {
  await Promise.all(Array.from({ length: Number(atOnce) }, sendAll));
  agent.destroy();
  process.exit(0);
});
