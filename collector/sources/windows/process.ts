import { put } from '../json/put';
import type { Fields } from '../json/fields';
import { named } from '../json/who';
import type { EventWriter } from '../source';

/** Which program, and where the event says it, which program started that one. Numbers of processes are decimal or hexadecimal. */
export function writeProcess(data: Fields, code: string, out: EventWriter): void {
  const executable = named(data.text('NewProcessName', 'ProcessName', 'Image', 'Application'));
  if (executable !== undefined) {
    out.text('process.executable', executable);
    out.text('process.name', baseName(executable));
  }
  const pid = Number(data.text('NewProcessId', 'ProcessId', 'ProcessID'));
  if (Number.isSafeInteger(pid) && (executable !== undefined || pid > 0)) out.number('process.pid', pid);
  const command = data.text('CommandLine');
  if (command !== undefined) out.text('process.command_line', command);
  put(out, 'process.working_directory', named(data.text('CurrentDirectory')));
  put(out, 'process.entity_id', named(data.text('ProcessGuid', 'SourceProcessGUID'))?.replace(/^\{?([0-9a-f-]{36})\}?$/i, '{$1}'));
  writeParent(data, code, out);
}

/** 4688 says `ProcessId` of the creator beside `NewProcessId`, Sysmon has names of its own. */
function writeParent(data: Fields, code: string, out: EventWriter): void {
  const executable = named(data.text('ParentProcessName', 'ParentImage'));
  if (executable !== undefined) {
    out.text('process.parent.executable', executable);
    out.text('process.parent.name', baseName(executable));
  }
  const pid = Number(data.text('ParentProcessId') ?? (code === '4688' && data.has('NewProcessId') ? data.text('ProcessId') : undefined));
  if (Number.isSafeInteger(pid)) out.number('process.parent.pid', pid);
  put(out, 'process.parent.entity_id', named(data.text('ParentProcessGuid')));
  const command = named(data.text('ParentCommandLine'));
  if (command !== undefined) out.text('process.parent.command_line', command);
}

/** The last part of a path with backslashes. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('\\') + 1);
}
