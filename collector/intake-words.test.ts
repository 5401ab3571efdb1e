import type { Collector } from './collector';
import { intakeWords } from './intake-words';

type Status = ReturnType<Collector['status']>;
const WELL: Status = {
  received: 9,
  accepted: 9,
  duplicates: 0,
  dropped: {},
  deadLettered: {},
  walBytes: 0,
  watermark: 0,
  late: 0,
  quarantined: 0,
  unknown: 0,
  overflowed: 0,
};

test('nothing is said when all is well', () => {
  expect(intakeWords(WELL)).toEqual([]);
});

test.each<[Partial<Status>, string]>([
  [{ late: 3 }, '3 came after their hour was closed'],
  [{ quarantined: 2 }, '2 quarantined for their clock'],
  [{ unknown: 1 }, '1 of a form that no source knows'],
  [{ refusedRequests: { 401: 3, 404: 1 } }, '4 requests refused, by status: 401, 404'],
  [{ overflowed: 7 }, '7 dead letters only counted, as there was no room for them'],
  [{ walMended: { torn: 10, damaged: 0 } }, '10 bytes cut from the end of the log, which were never acknowledged'],
  [{ walMended: { torn: 0, damaged: 1 } }, '1 batches of the log had a wrong checksum: what could be read of them was delivered'],
  [{ receiverErrors: ['tail: EACCES'] }, 'not received: tail: EACCES'],
  [{ enrichmentErrors: ['people.csv: line 3'] }, 'enrichment: people.csv: line 3'],
  [{ deliveryError: 'away' }, 'delivery waits: away'],
  [{ housekeepingError: 'ENOSPC' }, 'housekeeping: ENOSPC'],
])('%j is said', (what, words) => {
  expect(intakeWords({ ...WELL, ...what })).toEqual([words]);
});
