import { HabitusError } from '../../../pkg/errors';

/** How many bytes of bodies may be in memory at once. Beyond it a sender is told to come back: no number of senders can fill the memory. */
export class Room {
  private taken = 0;

  public constructor(private readonly bytes: number) {}

  /** @returns gives it back; safe twice. @throws HabitusError HAB-RECV-003 when there is none */
  public take(bytes: number): () => void {
    if (this.taken + bytes > this.bytes) throw new HabitusError('HAB-RECV-003', `${this.taken} bytes being received`, 'room in memory for the request');
    this.taken += bytes;
    let held = bytes;
    return () => {
      this.taken -= held;
      held = 0;
    };
  }
}

/** Runs work one after the other: what each needs in memory is then needed once. */
export class OneAtATime {
  private last: Promise<unknown> = Promise.resolve();

  public async run<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.last.then(work);
    this.last = mine.catch(() => undefined);
    return await mine;
  }
}
