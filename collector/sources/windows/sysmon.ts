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
      ['27 28 29', 'file: info'],
      ['255', 'process: error'],
    ] as const
  ).flatMap(([codes, kind]) => codes.split(' ').map((code): [string, Kind] => [code, kindOf(kind)]))
);

/** What Sysmon's documentation calls the event of this number, for exporters that leave out the task. */
export function actionOfSysmon(code: string): string | undefined {
  return ACTIONS[code];
}

const ACTIONS: Readonly<Record<string, string>> = {
  '1': 'Process creation',
  '2': 'A process changed a file creation time',
  '3': 'Network connection',
  '4': 'Sysmon service state changed',
  '5': 'Process terminated',
  '6': 'Driver loaded',
  '7': 'Image loaded',
  '8': 'CreateRemoteThread',
  '9': 'RawAccessRead',
  '10': 'ProcessAccess',
  '11': 'FileCreate',
  '12': 'RegistryEvent (Object create and delete)',
  '13': 'RegistryEvent (Value Set)',
  '14': 'RegistryEvent (Key and Value Rename)',
  '15': 'FileCreateStreamHash',
  '16': 'ServiceConfigurationChange',
  '17': 'PipeEvent (Pipe Created)',
  '18': 'PipeEvent (Pipe Connected)',
  '19': 'WmiEvent (WmiEventFilter activity detected)',
  '20': 'WmiEvent (WmiEventConsumer activity detected)',
  '21': 'WmiEvent (WmiEventConsumerToFilter activity detected)',
  '22': 'DNSEvent (DNS query)',
  '23': 'FileDelete (File Delete archived)',
  '24': 'ClipboardChange (New content in the clipboard)',
  '25': 'ProcessTampering (Process image change)',
  '26': 'FileDeleteDetected (File Delete logged)',
  '27': 'FileBlockExecutable',
  '28': 'FileBlockShredding',
  '29': 'FileExecutableDetected',
  '255': 'Error',
};
