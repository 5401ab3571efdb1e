import type { Collector } from './collector';

type Status = ReturnType<Collector['status']>;

/** What of the intake somebody should know: what is not received, waits, came too late, with a wrong clock, or unknown, or could not be kept. Empty when all is well. */
export function intakeWords(status: Status): string[] {
  return [...counted(status), ...mended(status), ...failing(status)];
}

function counted({ late, quarantined, unknown, overflowed, refusedRequests = {} }: Status): string[] {
  const refused = Object.values(refusedRequests).reduce((sum, count) => sum + count, 0);
  const words: readonly (readonly [number, string])[] = [
    [late, 'came after their hour was closed'],
    [quarantined, 'quarantined for their clock'],
    [unknown, 'of a form that no source knows'],
    [overflowed, 'dead letters only counted, as there was no room for them'],
    [refused, `requests refused, by status: ${Object.keys(refusedRequests).join(', ')}`],
  ];
  return words.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
}

function mended({ walMended }: Status): string[] {
  if (walMended === undefined) return [];
  const { torn, damaged } = walMended;
  return [
    ...(torn > 0 ? [`${torn} bytes cut from the end of the log, which were never acknowledged`] : []),
    ...(damaged > 0 ? [`${damaged} batches of the log had a wrong checksum: what could be read of them was delivered`] : []),
  ];
}

function failing({ receiverErrors = [], enrichmentErrors = [], deliveryError, housekeepingError }: Status): string[] {
  return [
    ...receiverErrors.map((error) => `not received: ${error}`),
    ...enrichmentErrors.map((error) => `enrichment: ${error}`),
    ...(deliveryError === undefined ? [] : [`delivery waits: ${deliveryError}`]),
    ...(housekeepingError === undefined ? [] : [`housekeeping: ${housekeepingError}`]),
  ];
}
