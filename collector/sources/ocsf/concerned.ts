import type { Fields } from '../json/fields';
import { putAll } from '../json/put';
import type { EventWriter } from '../source';

/** The file and the process that an event is about. */
export function writeConcerned(event: Fields, out: EventWriter): void {
  const file = event.at('file');
  putAll(out, {
    'file.path': file.text('path'),
    'file.name': file.text('name'),
    'file.owner': file.text('owner.name'),
    'file.directory': file.text('parent_folder'),
    'file.extension': file.text('ext'),
  });
  const size = file.number('size');
  if (size !== undefined) out.number('file.size', size);
  writeProcess(event.has('process') ? event.at('process') : event.at('actor.process'), out);
}

function writeProcess(process: Fields, out: EventWriter): void {
  const parent = process.at('parent_process');
  putAll(out, {
    'process.name': process.text('name'),
    'process.command_line': process.text('cmd_line'),
    'process.executable': process.text('file.path'),
    'process.entity_id': process.text('uid'),
    'process.working_directory': process.text('working_directory'),
    'process.parent.name': parent.text('name'),
    'process.parent.command_line': parent.text('cmd_line'),
    'process.parent.executable': parent.text('file.path'),
    'process.parent.entity_id': parent.text('uid'),
  });
  const pids = [
    ['process.pid', process.number('pid')],
    ['process.parent.pid', parent.number('pid')],
  ] as const;
  for (const [field, pid] of pids) if (pid !== undefined && Number.isSafeInteger(pid)) out.number(field, pid);
}
