import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Peer, Series } from './peer';

const SOURCES = join(process.cwd(), 'bench', 'cases', 'quality', 'peers', 'rcf');
/** Below node_modules, so that it goes with the checkout and is never committed. */
const HOME = join(process.cwd(), 'node_modules', '.cache', 'habitus', 'random-cut-forest');

/**
 * Random Cut Forest of AWS, by Maven (`randomcutforest-core`), or undefined where there is no Java or no Maven; that is said.
 *
 * @param shingle how many points in a row it looks at as one
 */
export function randomCutForest(shingle: number): Peer | undefined {
  if (!isThere('java') || !isThere('mvn')) {
    process.stderr.write('quality: SKIPPED random cut forest: expected java and mvn in the path\n');
    return undefined;
  }
  return { name: 'random cut forest', scores: (all) => scoresOf(all, shingle) };
}

function isThere(program: string): boolean {
  return spawnSync(program, ['-version'], { stdio: 'ignore' }).error === undefined;
}

function scoresOf(all: readonly Series[], shingle: number): number[][] {
  const input = all.map((series, i) => series.map((point) => `${i} ${point.join(' ')}\n`).join('')).join('');
  const output = execFileSync('java', ['-cp', join(library(), '*'), join(SOURCES, 'RandomCutForestScores.java'), String(shingle)], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const scores = output.trim().split('\n').map(Number);
  let at = 0;
  return all.map(({ length }) => scores.slice(at, (at += length)));
}

/** Fetched once per checkout. Maven writes beside its pom; ours stays clean. */
function library(): string {
  const folder = join(HOME, 'lib');
  if (existsSync(folder)) return folder;
  mkdirSync(HOME, { recursive: true });
  cpSync(join(SOURCES, 'pom.xml'), join(HOME, 'pom.xml'));
  execFileSync('mvn', ['-q', '-B', '-f', join(HOME, 'pom.xml'), `-DoutputDirectory=${folder}`, '-DincludeScope=runtime', 'dependency:copy-dependencies'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return folder;
}
