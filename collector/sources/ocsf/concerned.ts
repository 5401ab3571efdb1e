import type { Fields } from '../json/fields';
import type { EventWriter } from '../source';

/** The file and the process that an event is about. */
export function writeConcerned(event: Fields, out: EventWriter): void {
  const file = event.at('file');
  write(out, 'file.path', file.text('path'));
  write(out, 'file.name', file.text('name'));
  write(out, 'file.owner', file.text('owner.name'));
  const size = file.number('size');
  if (size !== undefined) out.number('file.size', size);
  const process = event.has('process') ? event.at('process') : event.at('actor.process');
  write(out, 'process.name', process.text('name'));
  write(out, 'process.command_line', process.text('cmd_line'));
  write(out, 'process.executable', process.text('file.path'));
  const pid = process.number('pid');
  if (pid !== undefined) out.number('process.pid', pid);
}

function write(
  out: EventWriter,
  field: 'file.path' | 'file.name' | 'file.owner' | 'process.name' | 'process.command_line' | 'process.executable',
  value: string | undefined
): void {
  if (value !== undefined) out.text(field, value);
}
