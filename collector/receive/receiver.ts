/** Something that brings records in: a socket, a tailed file, a poller. */
export interface Receiver {
  /** In words for messages and status: `syslog udp 127.0.0.1:5514`. */
  readonly name: string;
  /** What keeps it from receiving just now, in words. */
  readonly error?: string | undefined;
  /** Resolves once it receives. @throws HabitusError when it cannot: a port that is taken, a file that cannot be read */
  start(): Promise<void>;
  /** Takes what has arrived, then ends. Safe twice, and if `start` never ran. */
  stop(): Promise<void>;
}
