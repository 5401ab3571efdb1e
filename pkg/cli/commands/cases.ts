import type { Command } from 'commander';
import type { Session } from '../session';
import { addRanked } from './ranked';

export function addCases(program: Command, session: Session): void {
  addRanked(program, session, {
    name: 'cases',
    entity: 'what this entity did in them',
    minScore: 'of anomalies of at least this score, 0 to 100',
    summary: 'incidents, highest score first',
    description: 'Incidents, highest score first: anomalies of the same events seen from several entities, and of the hours before and after, as one row.',
    examples: EXAMPLES,
  });
}

const EXAMPLES = `
Examples:
  $ habitus cases
  $ habitus cases --since 2026-11-01 --min-score 60
  $ habitus cases --json | jq -r '[.score, .entity.id, .reason] | @tsv'
`;
