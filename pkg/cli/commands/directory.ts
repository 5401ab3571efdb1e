import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { HabitusError } from '../../errors';
import { Directory, type Owner } from '../../identity';
import { EXIT } from '../../owner/command';
import { shared, type Session, type SharedOptions } from '../session';

const DEFAULT_FILE = 'collector.yaml';

interface CheckOptions extends SharedOptions {
  readonly collector?: string;
}

export function addDirectory(program: Command, session: Session): void {
  const directory = program
    .command('directory')
    .summary('whose names are whose')
    .description('The list of people that collector.yaml names under `directory`: the names of one person become one user.');
  shared(directory.command('check').argument('[name...]', 'names, to see whose they are'))
    .option('--collector <file>', `collector.yaml (default: as configured, else ./${DEFAULT_FILE})`)
    .summary('read the list, and say whose names are')
    .description(
      "Reads the list and tells how many people it has and which names several of them share: those are resolved to nobody. Ends in 1 for a name that is nobody's."
    )
    .addHelpText('after', '\nExamples:\n  $ habitus directory check\n  $ habitus directory check ada@acme.com "ACME\\\\ada" --json | jq .id\n')
    .action((names: string[], options: CheckOptions) => check(names, options, session));
  shared(directory.command('unresolved'))
    .summary("names of events that are nobody's")
    .description(
      'Names of events that no person was found for, with the reason (unknown, shared, contradicting) and the number of events, the most first. At most 10,000 are kept; a running collector writes them every ten seconds.'
    )
    .addHelpText('after', '\nExamples:\n  $ habitus directory unresolved\n  $ habitus directory unresolved --json | jq -r .name\n')
    .action((options: SharedOptions) => unresolved(options, session));
}

async function check(names: readonly string[], options: CheckOptions, session: Session): Promise<void> {
  const io = session.io(options);
  const directory = await read(options, session);
  const owners = names.map((name) => ({ name, owner: directory.find(name) }));
  if (owners.some(({ owner }) => typeof owner !== 'object')) session.exitCode = EXIT.foundWrong;
  const lines = io.json ? inJson(owners, directory) : inWords(owners, directory);
  await io.out(lines.map((line) => `${line}\n`).join(''));
}

type Asked = readonly { readonly name: string; readonly owner: Owner }[];

function inJson(owners: Asked, directory: Directory): string[] {
  if (owners.length === 0) return [JSON.stringify({ people: directory.size, shared: directory.shared })];
  return owners.map(({ name, owner }) => JSON.stringify({ name, ...asJson(owner) }));
}

function inWords(owners: Asked, directory: Directory): string[] {
  if (owners.length === 0) return [`${directory.size} people`, ...directory.shared.map((name) => `${name}: shared by several, resolved to nobody`)];
  return owners.map(({ name, owner }) => `${name}: ${typeof owner === 'object' ? owner.id : (owner ?? 'unknown')}`);
}

function asJson(owner: Owner): object {
  return typeof owner === 'object' ? owner : { unresolved: owner ?? 'unknown' };
}

async function read(options: CheckOptions, session: Session): Promise<Directory> {
  const path = resolve(session.config(options, { collector: options.collector }).values.collector ?? DEFAULT_FILE);
  if (!existsSync(path)) throw new HabitusError('HAB-CLI-002', `no ${path}`);
  const [{ readCollectorConfig }, { peopleOf }, { bytesOf }] = await Promise.all([
    import('../../../collector/config/read'),
    import('../../../collector/enrich/directory/people-file'),
    import('../../../collector/enrich/watched'),
  ]);
  const { directory } = readCollectorConfig(path);
  if (directory === undefined) throw new HabitusError('HAB-CONF-001', 'none', `\`directory\` in ${path}`);
  return new Directory(directory.file === undefined ? [] : peopleOf(bytesOf(directory.file), directory.file), directory.domains);
}

async function unresolved(options: SharedOptions, session: Session): Promise<void> {
  const io = session.io(options);
  const { readUnresolved, UNRESOLVED_FILE } = await import('../../../collector/enrich/directory/unresolved');
  const names = readUnresolved(join(session.config(options).values.dataDir, UNRESOLVED_FILE));
  if (io.json) for (const { last, ...one } of names) await io.out(`${JSON.stringify({ ...one, last: new Date(last).toISOString() })}\n`);
  else if (names.length === 0) await io.out('No names are unresolved.\n');
  else for (const { name, reason, events, source } of names) await io.out(`${name}  ${reason}  ${events} events, first of ${source}\n`);
}
