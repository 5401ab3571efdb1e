import type { Fields } from '../json/fields';
import { writePage } from '../json/page';
import { putAll } from '../json/put';
import { named } from '../json/who';
import type { EventWriter } from '../source';

/** Which file of SharePoint or OneDrive. */
export function writeFile(record: Fields, out: EventWriter): void {
  const name = named(record.text('SourceFileName', 'FileName'));
  putAll(out, {
    'file.name': name,
    'file.extension': named(record.text('SourceFileExtension')),
    'file.directory': named(record.text('SourceRelativeUrl')),
  });
  const size = record.number('FileSizeBytes', 'FileSize');
  if (size !== undefined) out.number('file.size', Math.round(size));
  const url = record.text('ObjectId');
  if (url === undefined || !/^https?:\/\//i.test(url)) return;
  writePage(out, url);
}
