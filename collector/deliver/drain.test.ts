import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { seededRandom } from '../../pkg/maths';
import { openDuckdb } from '../../pkg/store/duckdb/open';
import { Senders } from '../testing/crash/senders';

const SEED = 15;
const ROOT = join(__dirname, '../..');
const CLI = join(ROOT, 'dist/cli/habitus.js');
const built = existsSync(CLI) ? test : test.skip;

built(
  `\`habitus serve\` under load, asked to end by SIGTERM: ends within 15 s, all that was acknowledged is in the store, the log is empty (seed ${SEED})`,
  async () => {
    const dir = mkdtempSync(join(tmpdir(), 'habitus-drain-'));
    const senders = new Senders(seededRandom(SEED), 6);
    const child = spawn(process.execPath, [CLI, 'serve', '--json', '--otlp-port', '0', '--data-dir', dir], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
      senders.sendTo((JSON.parse(line) as { otlp: string }).otlp);
      while (senders.acknowledged.length < 2_000) await new Promise((next) => setTimeout(next, 20));
      const began = performance.now();
      child.kill('SIGTERM');
      const [code] = (await once(child, 'exit')) as [number | null];
      expect({ code, inTime: performance.now() - began < 15_000 }).toEqual({ code: 130, inTime: true });
      const acknowledged = [...senders.acknowledged];
      senders.giveUp();
      expect(readdirSync(join(dir, 'wal'))).toEqual([]);
      const store = await openDuckdb({ dir, namespace: 'default', clock: Date.now, memoryLimit: '256MB' });
      const stored = await store.events.find({ from: 0, to: 8e15, limit: 1_000_000 });
      await store.close();
      const markers = stored.map((event) => (event as { event?: { action?: string } }).event?.action);
      expect({ lost: acknowledged.filter((marker) => !markers.includes(marker)), twice: markers.length - new Set(markers).size }).toEqual({
        lost: [],
        twice: 0,
      });
    } finally {
      child.kill('SIGKILL');
      rmSync(dir, { recursive: true, force: true });
    }
  }
);
