import { Metadata, type status, type StatusObject } from '@grpc/grpc-js';
import { HabitusError, type ErrorCode } from '../../../pkg/errors';
import { CODE, encodeStatus, RETRY_AFTER } from './answer';
import { WireError } from './wire';

const STATUS: Readonly<Partial<Record<ErrorCode, status>>> = {
  'HAB-RECV-001': CODE.invalidArgument,
  'HAB-RECV-002': CODE.invalidArgument,
  'HAB-RECV-003': CODE.resourceExhausted,
  'HAB-RECV-005': CODE.unauthenticated,
};

/** What went wrong, from the catalogue. */
export function known(error: unknown): HabitusError {
  if (error instanceof HabitusError) return error;
  if (error instanceof WireError) return new HabitusError('HAB-RECV-001', error.message);
  return new HabitusError('HAB-RECV-003', error instanceof Error ? error.message : String(error));
}

/** gRPC's answer to it. OTLP's senders come again after RESOURCE_EXHAUSTED only with a RetryInfo, and not after INVALID_ARGUMENT. */
export function refusal(error: unknown): StatusObject {
  const { code, message } = known(error);
  const answer = STATUS[code] ?? CODE.unavailable;
  const metadata = new Metadata();
  if (answer === CODE.resourceExhausted) metadata.set('grpc-status-details-bin', encodeStatus(answer, message, RETRY_AFTER));
  return { code: answer, details: message, metadata };
}
