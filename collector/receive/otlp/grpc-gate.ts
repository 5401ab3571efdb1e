import { ServerInterceptingCall, status, type Metadata, type ServerInterceptor, type StatusObject } from '@grpc/grpc-js';
import { timingSafeEqual } from 'node:crypto';
import { HabitusError } from '../../../pkg/errors';
import { refusal } from './grpc-refusal';
import type { Room } from './room';

/** A message that is not whole by then is not waited for: milliseconds. */
const LONGEST = 30_000;

/**
 * Looks at each call before its message is read: it must hold the token, and there must be room for the largest message. A call that is slow to
 * send its message is ended.
 */
export function gate(room: Room, mostBytes: number, token: string | undefined): ServerInterceptor {
  return (_method, call) => {
    let giveBack = (): void => undefined;
    const timer = setTimeout(() => call.sendStatus({ code: status.DEADLINE_EXCEEDED, details: `no whole message within ${LONGEST} ms` }), LONGEST);
    const end = (): void => {
      clearTimeout(timer);
      giveBack();
    };
    return new ServerInterceptingCall(call, {
      start: (next) =>
        next({
          onReceiveMetadata: (metadata, pass) => {
            const refused = refuses(metadata, token) ?? takes(() => (giveBack = room.take(mostBytes)));
            if (refused === undefined) pass(metadata);
            else {
              end();
              call.sendStatus(refused);
            }
          },
          onReceiveMessage: (message, pass) => {
            clearTimeout(timer);
            pass(message);
          },
          onCancel: end,
        }),
      sendStatus: (ended, next) => {
        end();
        next(ended);
      },
    });
  };
}

function refuses(metadata: Metadata, token: string | undefined): StatusObject | undefined {
  if (token === undefined) return undefined;
  const given = Buffer.from(String(metadata.get('authorization')[0] ?? ''));
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? undefined : refusal(new HabitusError('HAB-RECV-005', 'none or another'));
}

function takes(take: () => void): StatusObject | undefined {
  try {
    take();
    return undefined;
  } catch (error) {
    return refusal(error);
  }
}
