import type { Fields } from '../json/fields';
import { kindOf, type Kind } from '../json/kind';
import type { Outcome } from '../json/outcome';
import { writePage } from '../json/page';
import { putAll } from '../json/put';
import { named, writeUser } from '../json/who';
import type { EventWriter } from '../source';

/** Whether a record is of data loss prevention: its agent tells what somebody sent or shared, and which rule that met. */
export function isLossPrevention(type: string): boolean {
  return /^(?:ComplianceDLP|DLPEndpoint)/.test(type);
}

/** An alert about a file, or about a mail with one. */
export function kindOfMatch(operation: string, type: string): Kind {
  const kind = kindOf(/Exchange/.test(type) ? 'email file: access' : 'file: access');
  return /Undo/i.test(operation) ? kind : { ...kind, kind: 'alert' };
}

/** What a rule blocked did not succeed, unless the user overrode it or it was taken back. */
export function outcomeOfMatch(record: Fields): Outcome {
  if (record.has('ExceptionInfo') || /Undo/i.test(record.text('Operation') ?? '')) return 'success';
  const actions = rulesOf(record).flatMap((rule) => rule.texts('Actions'));
  return actions.some((action) => action === 'BlockAccess') ? 'failure' : 'success';
}

/** Who sent or shared it, to whom, what it was, and the first rule. The agent itself is no user. */
export function writeMatch(record: Fields, out: EventWriter): void {
  const rule = rulesOf(record)[0];
  putAll(out, { 'rule.name': named(rule?.text('RuleName')), 'rule.id': named(rule?.text('RuleId')) });
  const file = record.at('SharePointMetaData');
  const mail = record.at('ExchangeMetaData');
  writeUser(out, named(file.text('From') ?? mail.text('From')));
  const name = named(file.text('FileName'));
  putAll(out, {
    message: named(mail.text('Subject')),
    'file.name': name,
    'file.extension': /[^.]\.([A-Za-z0-9]{1,8})$/.exec(name ?? '')?.[1],
    'file.owner': named(file.text('FileOwner')),
  });
  writePage(out, named(file.text('FilePathUrl')));
  for (const one of [file.text('FileOwner'), ...mail.texts('To'), ...mail.texts('CC'), ...mail.texts('BCC')].slice(0, MOST_PEOPLE)) {
    const person = named(one);
    if (person !== undefined) out.add('related.user', person);
  }
}

const MOST_PEOPLE = 32;

function rulesOf(record: Fields): readonly Fields[] {
  return record.each('PolicyDetails').flatMap((policy) => policy.each('Rules'));
}
