import type { Command } from 'commander';
import type { Session } from '../session';
import { addRanked } from './ranked';

export function addAnomalies(program: Command, session: Session): void {
  addRanked(program, session, {
    name: 'anomalies',
    entity: 'of this entity only',
    minScore: 'of at least this score, 0 to 100',
    summary: 'what was unusual, highest score first',
    description: 'What was unusual: one row per entity and hour, highest score first.',
    examples: EXAMPLES,
  });
}

const EXAMPLES = `
Examples:
  $ habitus anomalies
  $ habitus anomalies --entity address:203.0.113.7 --min-score 60
  $ habitus anomalies --json | head -1 | jq -r .id | xargs habitus explain
`;
