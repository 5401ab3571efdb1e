import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

// The rule is an ES module for ESLint; jest reads CommonJS, so it is asked in a process of its own.
function ask(from: string, to: string): string {
  const rule = join(__dirname, '..', 'lint', 'arrows.mjs');
  const code = `import { forbidden } from ${JSON.stringify(rule)}; console.log(forbidden(${JSON.stringify(from)}, ${JSON.stringify(to)}) ?? 'allowed');`;
  return execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }).trim();
}

test.each([
  ['pkg/maths/cauchy', 'pkg/model/time'],
  ['pkg/detect/zscore/detector', 'pkg/store/store'],
  ['pkg/plugin/main', 'pkg/cli/main'],
  ['pkg/cli/main', 'pkg/plugin/main'],
  ['src/pages/Triage/Triage', 'pkg/engine/engine'],
  ['pkg/unheard-of/thing', 'pkg/model/time'],
])('%s may not import %s', (from, to) => expect(ask(from, to)).toMatch(/may not import|stands in no room/));

test.each([
  ['pkg/detect/zscore/detector', 'pkg/maths/normal'],
  ['collector/deliver/wal', 'pkg/store/store'],
  ['pkg/owner/open', 'collector/create'],
  ['src/pages/Triage/Triage', 'pkg/model'],
])('%s may import %s', (from, to) => expect(ask(from, to)).toBe('allowed'));
