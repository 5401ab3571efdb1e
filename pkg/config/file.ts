import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isMap, LineCounter, parseDocument, type ParsedNode } from 'yaml';
import { HabitusError } from '../errors';
import { checked } from './checked';
import { SETTINGS, type Setting } from './settings';

/** A value of a file and the place it stands at, for messages and for `config show`. */
export interface FromFile {
  readonly value: unknown;
  readonly place: string;
}

/**
 * Reads `habitus.yaml`: only known keys, each checked.
 *
 * @throws HabitusError HAB-CLI-002 for a file that cannot be read, HAB-CONF-001 naming the line for one that is wrong
 */
export function readConfigFile(path: string, settings: Readonly<Record<string, Setting<unknown>>> = SETTINGS): Map<string, FromFile> {
  const lines = new LineCounter();
  const document = parseDocument(read(path), { lineCounter: lines });
  const place = (offset: number): string => `${path} line ${lines.linePos(offset).line}`;
  const [error] = document.errors;
  if (error !== undefined) throw new HabitusError('HAB-CONF-001', `${firstLine(error.message)} in ${place(error.pos[0])}`, 'valid YAML');
  const values = new Map<string, FromFile>();
  collect(document.contents, '');
  return values;

  function collect(node: ParsedNode | null, prefix: string): void {
    if (node === null) return;
    if (!isMap(node)) throw new HabitusError('HAB-CONF-001', `${prefix === '' ? 'the file' : prefix} in ${place(node.range[0])}`, 'keys with values');
    for (const { key, value } of node.items) {
      const name = prefix + String(key);
      const at = place((key as ParsedNode).range[0]);
      const setting = Object.hasOwn(settings, name) ? settings[name] : undefined;
      refuseSecret(name, setting, at);
      if (setting !== undefined) values.set(name, { value: fromFolder(path, setting, checked(name, setting, value?.toJSON(), at)), place: at });
      else if (Object.keys(settings).some((known) => known.startsWith(`${name}.`))) collect(value as ParsedNode | null, `${name}.`);
      else throw new HabitusError('HAB-CONF-001', `${name} in ${at}`, `one of ${Object.keys(settings).join(', ')}`);
    }
  }
}

function refuseSecret(name: string, setting: Setting<unknown> | undefined, at: string): void {
  if (setting?.environmentOnly !== true) return;
  throw new HabitusError('HAB-CONF-001', `${name} in ${at}`, `${name} in the environment, never in a file`);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new HabitusError('HAB-CLI-002', (error as Error).message, 'a configuration file', { cause: error });
  }
}

function fromFolder(path: string, setting: Setting<unknown>, value: unknown): unknown {
  if (setting.path === undefined) return value;
  const folder = dirname(resolve(path));
  return Array.isArray(value) ? value.map((each) => inFolder(folder, each)) : resolve(folder, String(value));
}

/** A path, or something that holds one as `file`. */
function inFolder(folder: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('file' in value)) return resolve(folder, String(value));
  return { ...value, file: resolve(folder, String(value.file)) };
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]!.replace(/ at line .*$/, '');
}
