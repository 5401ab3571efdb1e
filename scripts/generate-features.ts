/** Writes `pkg/observe/generated/features.ts` from `features/*.yaml`, since the backend is one bundle without files. A test holds it up to date. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseFeature } from '../pkg/observe/parse-feature';
import { withoutTwins } from '../pkg/observe/load-features';

/** Its text, a feature a line. */
export function shippedSource(folder: string): string {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort();
  const features = withoutTwins(files.flatMap((file) => parseFeature(readFileSync(join(folder, file), 'utf8'), `features/${file}`)));
  return `// Made from features/*.yaml by scripts/generate-features.ts.
import type { Feature } from '../../model';

export const FEATURES: readonly Feature[] = [
${features.map((feature) => `  ${JSON.stringify(feature)},`).join('\n')}
];
`;
}

if (process.argv[2] === '--write') {
  writeFileSync(join(process.cwd(), 'pkg/observe/generated/features.ts'), shippedSource(join(process.cwd(), 'features')));
}
