import type { ServerResponse } from 'node:http';
import { Transform, type Readable } from 'node:stream';
import type { Room } from './room';

/**
 * A body as it comes in, each byte counted until the request is answered. Counted is what came, not what a sender says will come: one that announces
 * much and sends nothing takes nobody's place. @returns a stream that fails with HAB-RECV-003 when there is no room
 */
export function withinRoom(payload: Readable, room: Room, answer: ServerResponse): Readable {
  const giveBack: (() => void)[] = [];
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      try {
        giveBack.push(room.take(chunk.length));
        done(null, chunk);
      } catch (error) {
        done(error as Error);
      }
    },
  });
  // Whoever reads it may have turned away by then.
  counted.on('error', () => undefined);
  answer.once('close', () => {
    for (const give of giveBack.splice(0)) give();
    counted.destroy();
  });
  payload.once('error', (error) => counted.destroy(error));
  return payload.pipe(counted);
}
