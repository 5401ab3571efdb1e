import type { EventWriter } from '../source';
import { writeTarget } from '../web-access/request';

/** The page that somebody is on: a whole URL, or a path. */
export function writePage(out: EventWriter, url: string | undefined): void {
  if (url === undefined) return;
  out.text('url.original', url);
  if (/^[a-z][a-z+.-]*:\/\//i.test(url)) out.text('url.full', url);
  writeTarget(url, out);
}
