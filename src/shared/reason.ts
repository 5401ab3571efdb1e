/**
 * A reason without its intervals, for a place where the band is drawn beside it:
 * "112 files; 0.4 were to be expected (95 of 100 such hours: 0 to 2); also 40 downloads; ..." becomes
 * "112 files; 0.4 were to be expected; also 40 downloads".
 */
export function brief(reason: string): string {
  const [lead = '', ...also] = withoutIntervals(reason).split('; also ');
  return [lead, ...also.map((clause) => (clause.startsWith('"') ? clause : clause.split('; ')[0]!))].join('; also ');
}

/** The clause that decided. */
export function headline(reason: string): string {
  return withoutIntervals(reason).split('; also ')[0]!;
}

function withoutIntervals(reason: string): string {
  return reason.replace(/ \(95 of 100 [^)]*\)/g, '');
}
