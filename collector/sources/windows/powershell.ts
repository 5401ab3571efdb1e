import { kindOf, type Kind } from '../json/kind';

/** What an event of PowerShell's own logs is, by its number. Undefined for one that is not in the table. */
export function kindOfPowerShell(code: string): Kind | undefined {
  return KINDS.get(code);
}

/** 400 and 403: an engine starts and ends; 600, 800, 4103, 4104: providers, pipelines, modules, script blocks; 4105 and 4106: a script block starts and ends. */
const KINDS: ReadonlyMap<string, Kind> = new Map(
  (
    [
      ['400 4105', 'process: start'],
      ['403 4106', 'process: end'],
      ['600 800 4103 4104', 'process: info'],
    ] as const
  ).flatMap(([codes, kind]) => codes.split(' ').map((code): [string, Kind] => [code, kindOf(kind)]))
);
