import type { OpeningState } from './opening';

/** What is said before there is anything else to say. */
const OPEN = `# HELP habitus_open Whether the data directory is open.
# TYPE habitus_open gauge
habitus_open `;

/** Prometheus text for Grafana's CollectMetrics: what the backend received, lost and scored, and what it takes of the machine. */
export async function metricsOf(state: OpeningState): Promise<string> {
  if (state.is !== 'open') return `${OPEN}0\n`;
  return `${OPEN}1\n${await state.habitus.collector.telemetry.prometheus()}`;
}
