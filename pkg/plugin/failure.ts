import { HabitusError, type ErrorCode } from '../errors';

/** How an error of the catalogue is said in HTTP's numbers; all others of it are the caller's (400) or, when transient, ours for now (503). */
const STATUS: Partial<Record<ErrorCode, number>> = { 'HAB-PLUG-002': 403, 'HAB-PLUG-004': 404, 'HAB-CLI-003': 404, 'HAB-VAULT-006': 429 };

export interface Failure {
  readonly status: number;
  /** Read by the person who looks at the panel or gets the alert. */
  readonly message: string;
  readonly code?: ErrorCode;
}

export function failureOf(error: unknown): Failure {
  if (!(error instanceof HabitusError)) return { status: 500, message: error instanceof Error ? error.message : String(error) };
  return { status: STATUS[error.code] ?? (error.permanent ? 400 : 503), message: error.message, code: error.code };
}
