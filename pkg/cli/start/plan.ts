import type { Config } from '../../config';
import type { ImportArgs } from '../../owner/commands/import';
import type { OtlpAddress } from '../../owner/receive';

/** What `start` was asked to do. */
export interface StartPlan {
  readonly dataDir: string;
  /** Nobody named the folder: a demo in it may make room for the newcomer's own logs. */
  readonly dataDirIsDefault: boolean;
  readonly config: Config;
  readonly logs: ImportArgs | undefined;
  readonly once: boolean;
  readonly preview: boolean;
  readonly port: number;
  readonly otlp: OtlpAddress;
  readonly seed: number;
}
