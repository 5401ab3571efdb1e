import type { Anomaly, EntityRef, Receipt } from '../../../pkg/model';
import { caseOf } from '../../../pkg/store/of-cases';

/** What an entity is called in a copy of its population: an address stays one. Up to 200 copies. */
export function nameIn(copy: number, { type, id }: EntityRef): string {
  return type === 'address' || type === 'network' ? id.replace(/^10\./, `${10 + copy}.`) : `${id}x${copy}`;
}

/** Of what is about all, there is one. */
export function isCopied(type: string): boolean {
  return type !== 'service' && type !== 'organisation';
}

function entityIn(copy: number, entity: EntityRef): EntityRef {
  return isCopied(entity.type) ? { ...entity, id: nameIn(copy, entity) } : entity;
}

/** The same happens to another, in a case of its own. */
export function anomalyIn(copy: number, anomaly: Anomaly): Anomaly {
  const idIn = (id: string): string => `${id}x${copy}`;
  return { ...anomaly, id: idIn(anomaly.id), receipt: idIn(anomaly.receipt), case: idIn(caseOf(anomaly)), entity: entityIn(copy, anomaly.entity) };
}

export function receiptIn(copy: number, receipt: Receipt): Receipt {
  const findings = receipt.findings.map((finding) => ({ ...finding, entity: entityIn(copy, finding.entity) }));
  return { ...receipt, id: `${receipt.id}x${copy}`, findings };
}
