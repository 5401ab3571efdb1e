import type { Taken } from './intake';
import { lengthField, numberField } from './wire-write';

/** Codes of gRPC that OTLP's specification answers with. */
export const CODE = { invalidArgument: 3, resourceExhausted: 8, unavailable: 14, unauthenticated: 16 } as const;

/** When a sender shall come again that was sent away for want of room, in seconds. */
export const RETRY_AFTER = 5;

/** The response to an export: partial_success = 1 { rejected = 1, error_message = 2 }, the same fields in all signals. */
export function encodeAnswer({ rejected, message }: Taken): Buffer {
  return rejected === 0 ? Buffer.alloc(0) : lengthField(1, Buffer.concat([numberField(1, rejected), lengthField(2, message)]));
}

/** google.rpc.Status: code = 1, message = 2, details = 3. @param retryAfter seconds, as a google.rpc.RetryInfo in its details: the sender shall come again */
export function encodeStatus(code: number, message: string, retryAfter?: number): Buffer {
  const status = [numberField(1, code), lengthField(2, message)];
  if (retryAfter !== undefined) {
    const delay = lengthField(1, numberField(1, retryAfter));
    status.push(lengthField(3, Buffer.concat([lengthField(1, 'type.googleapis.com/google.rpc.RetryInfo'), lengthField(2, delay)])));
  }
  return Buffer.concat(status);
}
