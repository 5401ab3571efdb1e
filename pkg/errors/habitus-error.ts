import { CATALOGUE, type ErrorCode } from './catalogue';

/** An error of the catalogue: what was expected, what came, what to do. */
export class HabitusError extends Error {
  public override readonly name = 'HabitusError';
  public readonly permanent: boolean;
  public readonly todo: string;

  /**
   * @param got      what came instead, in a few words or a short value; never a secret, cut at 200 characters
   * @param expected more exact than the catalogue's own words, where that helps
   */
  public constructor(
    public readonly code: ErrorCode,
    public readonly got: unknown,
    expected?: string,
    options?: ErrorOptions
  ) {
    const entry = CATALOGUE[code];
    super(`${code}: expected ${expected ?? entry.expected}, got ${shown(got)}. ${entry.todo}`, options);
    this.permanent = entry.kind === 'permanent';
    this.todo = entry.todo;
  }
}

function shown(got: unknown): string {
  const text = typeof got === 'string' ? got : (JSON.stringify(got) ?? String(got));
  return text.length > 200 ? `${text.slice(0, 200)}… (${text.length} characters)` : text;
}
