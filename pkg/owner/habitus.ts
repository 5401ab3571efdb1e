import type { Collector } from '../../collector/collector';
import type { TokenPlace } from '../../collector/receive/sender-tokens';
import type { TlsFiles } from '../../collector/receive/tls';
import type { CalendarFile } from '../config';
import type { Attention } from '../engine/create';
import type { Engine } from '../engine/engine';
import type { PseudonymOptions, Pseudonyms } from '../identity';
import type { Feature } from '../model';
import type { Store } from '../store/store';
import type { ScoringChoice } from './scoring';
import type { StoreChoice } from './store-choice';

/** One opened data directory: what every command of the CLI and every query of the backend works on. Made by `openHabitus` in pkg/owner/open.ts. */
export interface Habitus {
  readonly dataDir: string;
  readonly namespace: string;
  readonly store: Store;
  /** `duckdb`, or which cluster. */
  readonly storeName: string;
  readonly engine: Engine;
  readonly collector: Collector;
  readonly features: readonly Feature[];
  /** Of a namespace that was made with them. */
  readonly pseudonyms?: Pseudonyms;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly dataDir: string;
  readonly namespace?: string;
  /** More definition files, beyond the shipped ones. */
  readonly features?: readonly string[];
  /** What senders of OTLP must send as a bearer token, or its file; undefined: none is asked for. */
  readonly otlpToken?: TokenPlace | undefined;
  /** Certificate, key and client authority of the receivers of OTLP; undefined: they are not encrypted. */
  readonly otlpTls?: TlsFiles | undefined;
  /** A cluster instead of the data directory's own store. */
  readonly store?: StoreChoice | undefined;
  /** `collector.yaml`: what the collector receives besides OTLP, and what it drops. */
  readonly collectorFile?: string | undefined;
  /** Time zone of everybody whose own is not known. */
  readonly zone?: string | undefined;
  /** Files of holidays. */
  readonly calendars?: readonly CalendarFile[];
  /** A scoring service, and whom it is asked about. */
  readonly scoring?: ScoringChoice | undefined;
  /** What goes first in the list, and how many alerts there may be. */
  readonly attention?: Attention | undefined;
  /** Whether a new namespace gets pseudonyms, and their key. */
  readonly pseudonyms?: PseudonymOptions | undefined;
  /** Injected "now". */
  readonly clock?: () => number;
}
