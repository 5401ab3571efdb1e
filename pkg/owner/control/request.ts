import type { Terminal } from '../command';

/** What a client asks an owner for: a command by name with arguments as plain JSON, paths absolute. */
export interface ControlRequest {
  readonly schema: 1;
  readonly command: string;
  readonly args: unknown;
  readonly json: boolean;
  readonly terminal: Terminal;
  readonly namespace: string;
  /** Definition files beyond the shipped ones that the client was called with. The owner must have been opened with them too. */
  readonly features: readonly string[];
  /** Set when the client is configured for a cluster: the owner must be on the same one. A client without settings takes what the owner has. */
  readonly store?: string;
}
