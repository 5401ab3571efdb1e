import { DAY, HOUR } from '../../model';
import type { CountQuery } from '../../observe/count-query';
import { MONDAY } from './event-lines';

/** All events of a day, by user and hour. */
export const QUERY: CountQuery = {
  namespace: 'default',
  entity: { type: 'user', role: 'actor' },
  where: { all: [] },
  measure: { kind: 'count' },
  width: HOUR,
  from: MONDAY,
  to: MONDAY + DAY,
};
