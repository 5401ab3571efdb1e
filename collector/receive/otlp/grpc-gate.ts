import { ServerInterceptingCall, status, type Metadata, type ServerInterceptor, type StatusObject } from '@grpc/grpc-js';
import { HabitusError } from '../../../pkg/errors';
import { holdsToken } from '../sender-tokens';
import type { Secrets } from '../webhook/checks';
import { refusal } from './grpc-refusal';
import type { Room } from './room';

/** A message that is not whole by then is not waited for: milliseconds. */
const LONGEST = 30_000;

/**
 * Looks at each call before its message is read: it must hold a token, and there must be room for the largest message. A call that is slow to
 * send its message is ended.
 */
export function gate(room: Room, mostBytes: number, tokens: Secrets | undefined): ServerInterceptor {
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
            const refused = refuses(metadata, tokens) ?? takes(() => (giveBack = room.take(mostBytes)));
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

function refuses(metadata: Metadata, tokens: Secrets | undefined): StatusObject | undefined {
  if (tokens === undefined || holdsToken(String(metadata.get('authorization')[0] ?? ''), tokens)) return undefined;
  return refusal(new HabitusError('HAB-RECV-005', 'none or another'));
}

function takes(take: () => void): StatusObject | undefined {
  try {
    take();
    return undefined;
  } catch (error) {
    return refusal(error);
  }
}
