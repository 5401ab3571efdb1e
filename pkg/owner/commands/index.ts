import { deadLetters } from './dead-letters';
import { alerts } from './alerts';
import { anomalies } from './anomalies';
import { audit } from './audit';
import { backfill } from './backfill';
import { explain } from './explain';
import { forecast } from './forecast';
import { importPaths } from './import';
import { changes } from './changes';
import { cases } from './cases';
import { reveal } from './reveal';
import { replay } from './replay';
import { scores } from './scores';
import { tryFeature } from './try-feature';
import { verify } from './verify';

/** Every command that needs a data directory, by the name it goes under on the control socket. */
export const COMMANDS = {
  import: importPaths,
  backfill,
  scores,
  forecast,
  replay,
  alerts,
  anomalies,
  cases,
  changes,
  explain,
  verify,
  'try-feature': tryFeature,
  'dead-letters': deadLetters,
  reveal,
  audit,
} as const;
export type CommandName = keyof typeof COMMANDS;
export type ArgsOf<N extends CommandName> = Parameters<(typeof COMMANDS)[N]>[1];
