import { HabitusError, type ErrorCode } from '../errors';
import { EXIT } from './command';

/** Errors that end in another code than 4. */
const CODES: Partial<Record<ErrorCode, number>> = {
  'HAB-CLI-001': EXIT.calledWrong,
  'HAB-CLI-002': EXIT.calledWrong,
  'HAB-CLI-003': EXIT.calledWrong,
  'HAB-CLI-004': EXIT.notAvailable,
  'HAB-CONF-001': EXIT.calledWrong,
  'HAB-CONF-004': EXIT.calledWrong,
  'HAB-FEAT-001': EXIT.calledWrong,
  'HAB-FEAT-002': EXIT.calledWrong,
  'HAB-VAULT-001': EXIT.calledWrong,
  'HAB-VAULT-002': EXIT.notAvailable,
  'HAB-VAULT-003': EXIT.calledWrong,
  'HAB-VAULT-004': EXIT.notAvailable,
  'HAB-VAULT-005': EXIT.calledWrong,
  'HAB-STORE-001': EXIT.notAvailable,
  'HAB-STORE-002': EXIT.notAvailable,
  'HAB-STORE-005': EXIT.calledWrong,
  'HAB-STORE-006': EXIT.notAvailable,
  'HAB-STORE-007': EXIT.notAvailable,
  'HAB-VIEW-001': EXIT.calledWrong,
  'HAB-VIEW-002': EXIT.calledWrong,
  'HAB-VIEW-003': EXIT.calledWrong,
};

export function exitCodeOf(error: unknown): number {
  return (error instanceof HabitusError ? CODES[error.code] : undefined) ?? EXIT.failed;
}

/** What a person reads: the catalogue's words, or for an error nobody foresaw its stack, so that it can be reported. */
export function messageOf(error: unknown): string {
  if (error instanceof HabitusError) return error.message;
  return error instanceof Error ? `Unexpected: ${error.stack ?? error.message}` : `Unexpected: ${String(error)}`;
}
