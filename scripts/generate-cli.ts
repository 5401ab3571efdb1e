/** docs/cli.md, from the definitions of the commands. */
import { PassThrough } from 'node:stream';
import type { Command } from 'commander';
import { makeProgram } from '../pkg/cli/program';
import { Session } from '../pkg/cli/session';

const WIDTH = 120;

/** The command line as `npx habitus` builds it, writing to nowhere. */
export function documentedProgram(): Command {
  const nowhere = new PassThrough();
  const stdio = { stdin: nowhere, stdout: nowhere, stderr: nowhere, env: {} };
  return makeProgram(new Session(stdio, new AbortController(), () => Promise.reject(new Error('the page of the command line opens no data directory'))));
}

export function cliPage(program: Command): string {
  return `# The command line

<!-- Made from pkg/cli/commands by scripts/generate.mjs. -->

\`npx habitus <command>\` in the folder of Habitus, after \`npm run build\`. With \`--json\` a command prints one JSON object a line on stdout and nothing else there; progress and log go to stderr.
A command talks to the owner of the data directory when one is running (\`start\`, \`serve\` or Grafana), and opens the files itself otherwise; both give the same.
\`NO_COLOR\` is respected.

${leavesOf(program).map(section).join('\n')}`;
}

/** Commands that do something, in the order in which they are defined. */
function leavesOf(command: Command): Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf);
}

function section(command: Command): string {
  return `## ${nameOf(command)}\n\n${capital(command.summary())}.\n\n\`\`\`text\n${helpOf(command).trim()}\n\`\`\`\n`;
}

function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;
}

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => void (text += part), getOutHelpWidth: () => WIDTH, getOutHasColors: () => false });
  command.outputHelp();
  return text;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
