import type { Event, Millis } from '../pkg/model';
import type { ClockFound } from './clean/clocks/clocks';
import type { KeptLetter } from './deliver/dead-letters';
import type { Replayed } from './deliver/replay';
import type { Mended } from './deliver/write-ahead-log';
import type { LetterSelection } from './deliver/select-letters';
import type { Telemetry } from './telemetry/telemetry';

/** What came of some input. Every record is in exactly one of the counts: received = accepted + duplicates + sum(dropped) + sum(deadLettered). */
export interface IntakeReport {
  received: number;
  accepted: number;
  duplicates: number;
  dropped: Record<string, number>;
  deadLettered: Record<string, number>;
}

export interface ImportReport extends IntakeReport {
  seconds: number;
  bytes: number;
  files: { path: string; source: string; assumed?: string }[];
  oldest?: Millis;
  newest?: Millis;
}

export interface ImportOptions {
  readonly source?: string;
  /** A mapping file: the files are CSV, and this is how their columns become records. */
  readonly mapping?: string;
  readonly year?: number;
  readonly zone?: string;
  readonly onProgress?: (done: { readonly bytes: number; readonly ofBytes: number; readonly records: number }) => void;
  readonly signal?: AbortSignal;
}

export type ParsedRecord = { readonly source: string; readonly raw: string } & (
  { readonly event: Event } | { readonly rejection: { readonly code: string; readonly reason: string } } | { readonly dropped: string }
);

/** The records that were not understood. */
export interface Letters {
  list(selection: LetterSelection): AsyncIterable<KeptLetter>;
  /** @param as the name of another source than the one that refused them. @throws HabitusError HAB-CLI-001 for one that is none */
  replay(selection: LetterSelection, as?: string): Promise<Replayed>;
  remove(ids: readonly string[]): Promise<number>;
}

/** The collector as its owner sees it. Made by `createCollector` in collector/create.ts. */
export interface Collector {
  /** Files or folders, plain or .gz, through the whole way of one event into the store. Throws HAB-CLI-002 for what cannot be read, before anything is read. */
  import(paths: readonly string[], options: ImportOptions): Promise<ImportReport>;
  /** Starts OTLP/HTTP and the webhooks; resolves to the address it listens on. */
  listen(at: { readonly host: string; readonly port: number }): Promise<string>;
  /** Starts what `collector.yaml` lists besides the webhooks, which `listen` has; resolves to their names. */
  receive(): Promise<readonly string[]>;
  /** Starts OTLP/gRPC; resolves to the port it listens on. */
  listenGrpc(at: { readonly host: string; readonly port: number }): Promise<number>;
  readonly letters: Letters;
  /** What it says of itself. Whoever owns the process adds what else it has to say. */
  readonly telemetry: Pick<Telemetry, 'add' | 'distribution' | 'prometheus'>;
  /** Waits until all that was acknowledged is in the store. */
  flush(): Promise<void>;
  /** Totals since the process began, and what is waiting. */
  status(): IntakeReport & {
    readonly walBytes: number;
    /** What was wrong with the write-ahead log at the start, where something was. */
    readonly walMended?: Mended;
    /** Of the accepted: live events that came after their hour was closed. Kept, and not scored. */
    readonly late: number;
    /** Live records whose time is a day ahead or seven behind: dead letters HAB-PARSE-006. */
    readonly quarantined: number;
    /** Records of a form that no source knows: dead letters HAB-PARSE-003, and programs of syslog. */
    readonly unknown: number;
    /** Requests over HTTP that were refused, by the status they were answered with; not there for none. */
    readonly refusedRequests?: Readonly<Record<string, number>>;
    /** Dead letters for which there was no room: only counted. */
    readonly overflowed: number;
    /** Dead letters that were taken out as they were older than `deadLetters.days`; not there for none. */
    readonly expired?: number;
    /** Up to when the live sources have brought what they have. */
    readonly watermark: Millis;
    readonly newest?: Millis;
    readonly listening?: string;
    /** The port of OTLP/gRPC, where it listens. */
    readonly listeningGrpc?: string;
    /** Clocks of sources, and of single hosts, that are wrong. */
    readonly wrongClocks?: readonly ClockFound[];
    /** What keeps receivers of collector.yaml from receiving. */
    readonly receiverErrors?: readonly string[];
    /** Files of collector.yaml that changed and cannot be used since: what was read of them before stays in use. */
    readonly enrichmentErrors?: readonly string[];
    /** What keeps telemetry from being exported, or did last. */
    readonly telemetryError?: string;
    readonly deliveryError?: string;
    readonly housekeepingError?: string;
  };
  /** Drains and closes; safe twice, and if nothing was started. */
  stop(): Promise<void>;
}
