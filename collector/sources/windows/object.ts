import type { Fields } from '../json/fields';
import { named } from '../json/who';
import type { EventWriter } from '../source';
import { baseName } from './process';

/** Which file an event is about: of a share (5140, 5145), of an access that is audited (4656 to 4670), of Sysmon. */
export function writeFile(data: Fields, out: EventWriter): void {
  const path = pathOf(data);
  if (path === undefined) return;
  out.text('file.path', path);
  const name = baseName(path);
  if (name === '') return;
  out.text('file.name', name);
  const directory = path.slice(0, path.length - name.length - 1);
  if (directory !== '') out.text('file.directory', directory);
  const extension = /[^.]\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1];
  if (extension !== undefined) out.text('file.extension', extension);
}

function pathOf(data: Fields): string | undefined {
  const [folder, inside] = [named(data.text('ShareLocalPath')), named(data.text('RelativeTargetName'))];
  if (folder !== undefined) return inside === undefined ? folder : `${folder.replace(/\\$/, '')}\\${inside}`;
  if (data.text('ObjectType')?.toLowerCase() === 'file') return named(data.text('ObjectName'));
  return named(data.text('TargetFilename'));
}
