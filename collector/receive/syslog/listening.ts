import { once, type EventEmitter } from 'node:events';
import { HabitusError } from '../../../pkg/errors';

/** Waits until a socket listens. @throws HabitusError HAB-RECV-008 when its address is taken or not ours */
export async function listening(socket: EventEmitter, name: string): Promise<void> {
  await once(socket, 'listening').catch((cause: unknown) => {
    throw new HabitusError('HAB-RECV-008', (cause as Error).message, `an address that is free for ${name}`, { cause });
  });
}
