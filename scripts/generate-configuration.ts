/** docs/configuration.md, from the settings. */
import type { Command } from 'commander';
import { z } from 'zod';
import { flagOf } from '../pkg/config/config';
import { SETTINGS, variableOf, type Setting } from '../pkg/config/settings';

/** @param program the command line, which knows which settings have a flag */
export function configurationPage(program: Command): string {
  const flags = flagsOf(program);
  const rows = Object.entries(SETTINGS as Readonly<Record<string, Setting<unknown>>>).map(([key, setting]) =>
    [
      '',
      `\`${key}\``,
      typeInWords(setting.schema),
      setting.default === undefined ? 'none' : `\`${JSON.stringify(setting.default)}\``,
      `\`${variableOf(key)}\``,
      flags.has(flagOf(key)) ? `\`${flagOf(key)}\`` : '',
      setting.what + (setting.secret ? ' Never printed.' : ''),
      '',
    ]
      .join(' | ')
      .trim()
  );
  return `# Configuration

<!-- Made from pkg/config/settings.ts by scripts/generate.mjs. -->

Nothing needs to be configured. What can be stands in one \`habitus.yaml\`: \`--config FILE\`, else \`HABITUS_CONFIG\`, else \`./habitus.yaml\` where there is one.
A flag goes before a \`HABITUS_*\` variable, before Grafana's settings of the data source, before the file, before the default; \`npx habitus config show\` prints each value with its origin.
A key that is not in this table, or a value of another kind, is refused with the line it stands at (HAB-CONF-001).

| key | value | default | variable | flag | what it is |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

A dot is a level of the file. Relative paths in a file are meant from that file's folder. A variable that takes a list holds paths apart by \`:\` (\`;\` on Windows).

\`\`\`yaml
${EXAMPLE}\`\`\`
`;
}

/** Shown on the page; a test reads it as a file. */
export const EXAMPLE = `dataDir: /var/lib/habitus
namespace: default
features: [my-features.yaml]
import:
  zone: Europe/Vienna
otlp:
  host: 0.0.0.0
  port: 4318
  token: change-me-to-something-long
`;

function flagsOf(command: Command): Set<string> {
  return new Set([...command.options.map(({ long }) => long ?? ''), ...command.commands.flatMap((inner) => [...flagsOf(inner)])]);
}

/** A schema as people say it: \`whole number, 0 to 65535\`. */
function typeInWords(schema: z.ZodType): string {
  const json = z.toJSONSchema(schema, { io: 'input' }) as z.core.JSONSchema.JSONSchema;
  return ((json.anyOf ?? [json]) as z.core.JSONSchema.JSONSchema[]).map(inWords).join(', or ');
}

function inWords({ type, minimum, maximum, pattern, items, const: only }: z.core.JSONSchema.JSONSchema): string {
  if (only !== undefined) return `\`${String(only)}\``;
  if (type === 'integer') return `whole number, ${minimum} to ${maximum}`;
  if (type === 'array') return `list of ${(items as { type: string }).type === 'string' ? 'texts' : 'values'}`;
  return pattern === undefined ? 'text' : `text of the form \`${pattern}\``;
}
