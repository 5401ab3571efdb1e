/** docs/fields.md, from the model. */
import { treatmentInWords } from '../collector/protect/meanings';
import { FIELDS, type FieldName } from '../pkg/model';
import { FIELD_MEANINGS } from './field-meanings';

/** The text of docs/fields.md. */
export function fieldsPage(): string {
  const rows = (Object.keys(FIELDS) as FieldName[]).map(
    (field) => `| \`${field}\` | ${FIELDS[field]} | ${FIELD_MEANINGS[field]} | ${treatmentInWords(field)} |`
  );
  return `# Fields of an event

<!-- Made from pkg/model/fields.ts and scripts/field-meanings.ts by scripts/generate.mjs. -->

Names and values follow the Elastic Common Schema; what ECS has no word for stands under \`habitus.*\`. An event may also carry \`labels.<key>\` (short keywords) and
\`habitus.extra.<path>\` (anything): features can ask for both. No other field is stored.

Types: \`keyword\` is text that is compared whole, \`keywords\` a list of it, \`ip\` an IPv4 or IPv6 address, \`long\` an integer, \`date\` an instant in UTC to the millisecond, \`json\` an object.

The last column says what becomes of a field in a namespace with [pseudonyms](pseudonyms.md).

| field | type | meaning | with pseudonyms |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}
