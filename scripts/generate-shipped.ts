/** The list of shipped features inside docs/features.md; the rest of that page is written by hand. */
import { shippedFeatures } from '../pkg/observe';

const BEGIN = '<!-- Made from features/*.yaml by scripts/generate.mjs. -->';
const END = '<!-- End of what is made. -->';

/** The page with its list as the definitions are. @throws RangeError for a page without the two marks */
export function withShippedFeatures(page: string): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new RangeError(`docs/features.md: expected the marks ${BEGIN} and ${END}`);
  return `${page.slice(0, begin)}${BEGIN}\n\n${table()}\n\n${page.slice(end)}`;
}

function table(): string {
  const rows = shippedFeatures().map(
    ({ id, version, question, bucket, entity, detectors, technique }) =>
      `| \`${id}\` | ${version} | ${question} | ${entity.role} ${entity.type} | ${bucket} | ${detectors.join(', ')} | ${technique ?? ''} |`
  );
  return `| id | version | question | entity | bucket | detectors | technique |\n| --- | --- | --- | --- | --- | --- | --- |\n${rows.join('\n')}`;
}
