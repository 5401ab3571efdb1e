import { kindOf, type Kind } from '../json/kind';

/** What an event of Sysmon is, by its number: no sign-ins, but what a user's programs do. Undefined for one that is not in the table. */
export function kindOfSysmon(code: string): Kind | undefined {
  return KINDS.get(code);
}

const KINDS: ReadonlyMap<string, Kind> = new Map(
  (
    [
      ['1', 'process: start'],
      ['2 15', 'file: change'],
      ['3', 'network: start connection protocol'],
      ['4 16', 'configuration: change'],
      ['5', 'process: end'],
      ['6', 'driver: start'],
      ['7', 'process: change'],
      ['8 10', 'process: access'],
      ['9', 'process file: access'],
      ['11', 'file: creation'],
      ['12 13 14', 'configuration registry: change'],
      ['17', 'file: creation'],
      ['18', 'file: access'],
      ['19 20 21', 'configuration: creation'],
      ['22', 'network: connection protocol info'],
      ['23 26', 'file: deletion'],
      ['24', 'file: change'],
      ['25', 'process: change'],
    ] as const
  ).flatMap(([codes, kind]) => codes.split(' ').map((code): [string, Kind] => [code, kindOf(kind)]))
);
