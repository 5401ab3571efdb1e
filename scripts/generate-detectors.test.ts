import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DETECTORS } from '../pkg/detect/registry';
import { generatedFiles } from './generate-detectors';

const ROOT = join(__dirname, '..');
const files = generatedFiles(ROOT);

test.each([...files])('%s is as its detector.yaml says (else run scripts/generate-detectors.ts --write)', (path, text) => {
  expect(readFileSync(join(ROOT, path), 'utf8')).toBe(text);
});

test('every detector of the registry has a page, and every page a detector', () => {
  const pages = [...files.keys()].filter((path) => path.endsWith('.md') && !path.endsWith('README.md'));
  expect(pages).toEqual(Object.keys(DETECTORS).map((name) => `docs/detectors/${name}.md`));
});
