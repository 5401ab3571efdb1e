/** Writes `meta.ts` and the reference page of every detector from its `detector.yaml`. A test holds both up to date. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const Yaml = z.strictObject({
  name: z.string().regex(/^[a-z][a-z-]*$/),
  version: z.int().min(1),
  question: z.string().endsWith('?'),
  formula: z.string(),
  judges: z.array(z.enum(['count', 'magnitude', 'values', 'ordered', 'single'])).min(1),
  tails: z.array(z.enum(['upper', 'lower', 'both'])).min(1),
  keeps: z.number().min(0).max(1).optional(),
  asked: z.literal(true).optional(),
  parameters: z.record(z.string(), z.strictObject({ default: z.number(), why: z.string() })),
  inputs: z.record(z.string(), z.string()),
  bytesPerState: z.int().min(1),
  failures: z.array(z.string()).min(1),
});
export type DetectorYaml = z.infer<typeof Yaml>;

/** The files that follow from the definitions, by path relative to the repository. */
export function generatedFiles(root: string): Map<string, string> {
  const files = new Map<string, string>();
  const names = readdirSync(join(root, 'pkg/detect'), { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('detector.yaml'));
  const all = names.sort().map((path) => Yaml.parse(parse(readFileSync(join(root, 'pkg/detect', path), 'utf8'))));
  for (const yaml of all) {
    files.set(`pkg/detect/${yaml.name}/meta.ts`, metaSource(yaml));
    files.set(`docs/detectors/${yaml.name}.md`, page(yaml));
  }
  files.set('docs/detectors/README.md', index(all));
  files.set('pkg/observe/generated/detectors.ts', namesSource(all));
  return files;
}

function metaSource(yaml: DetectorYaml): string {
  const meta = { ...yaml, inputs: Object.keys(yaml.inputs) };
  return `// Made from detector.yaml by scripts/generate-detectors.ts.\nimport type { DetectorMeta } from '../detector';\n\nexport const META: DetectorMeta = ${JSON.stringify(meta, undefined, 2)};\n`;
}

/** For whoever reads feature definitions and must not know the detectors. */
function namesSource(all: readonly DetectorYaml[]): string {
  const names = all.map(({ name }) => `'${name}'`).join(', ');
  const asking = all.flatMap(({ name, asked: asks }) => (asks === true ? [`'${name}'`] : [])).join(', ');
  return `// Made from pkg/detect/*/detector.yaml by scripts/generate-detectors.ts.\nexport const DETECTOR_NAMES = [${names}] as const;\n/** Those whose p comes from elsewhere. */\nexport const ASKED_NAMES: readonly string[] = [${asking}];\n`;
}

function page(yaml: DetectorYaml): string {
  const parameters = Object.entries(yaml.parameters).map(([name, { default: value, why }]) => `| \`${name}\` | ${value} | ${why} |`);
  const inputs = Object.entries(yaml.inputs).map(([name, means], i) => `| ${i + 1} | \`${name}\` | ${means} |`);
  return [
    `# ${yaml.name}`,
    `<!-- Made from pkg/detect/${yaml.name}/detector.yaml by scripts/generate-detectors.ts. -->`,
    `${yaml.question} Version ${yaml.version}. Judges: ${yaml.judges.join(', ')}. Tails: ${yaml.tails.join(', ')}. State: ${yaml.bytesPerState} bytes per entity and feature.${kept(yaml)}${asked(yaml)}`,
    `## Formula\n\n\`\`\`text\n${yaml.formula.trimEnd()}\n\`\`\``,
    `## Parameters\n\n| name | value | why |\n| --- | --- | --- |\n${parameters.join('\n')}`,
    `## Inputs, as receipts hold them\n\n| # | name | is |\n| --- | --- | --- |\n${inputs.join('\n')}`,
    `## Known failures\n\n${yaml.failures.map((line) => `* ${line}`).join('\n')}\n`,
  ].join('\n\n');
}

function kept({ keeps = 0 }: DetectorYaml): string {
  return keeps === 0 ? '' : ` Its p is that of a law: the equaliser leaves it ${keeps} of its surprise beyond e^-40 whatever was met before.`;
}

function asked(yaml: DetectorYaml): string {
  if (yaml.asked !== true) return '';
  return ' Its p comes from elsewhere: it stands beside a detector that learns, and how to attach a service is in [scores from a service of your own](../external-scores.md).';
}

function index(all: readonly DetectorYaml[]): string {
  const rows = all.map(({ name, question, judges }) => `| [${name}](${name}.md) | ${question} | ${judges.join(', ')} |`);
  return `# Detectors\n\n<!-- Made by scripts/generate-detectors.ts. -->\n\n| name | answers | of |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
}

if (process.argv[2] === '--write') {
  for (const [path, text] of generatedFiles(process.cwd())) {
    mkdirSync(join(process.cwd(), path, '..'), { recursive: true });
    writeFileSync(join(process.cwd(), path), text);
  }
}
