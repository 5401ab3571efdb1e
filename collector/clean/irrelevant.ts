import type { Draft } from '../encode/draft';
import type { Step } from '../encode/step';

/** What is no behaviour of anybody unless the operator says otherwise. Each kind is counted under its own reason. */
export interface Irrelevant {
  readonly healthChecks: 'keep' | 'drop';
  readonly monitors: 'keep' | 'drop';
}

/** Steps that drop requests of health checks (`health-check`) and of programs that say that they watch (`monitor`), but for those to be kept. */
export function irrelevant({ healthChecks, monitors }: Irrelevant): readonly Step[] {
  return [...(healthChecks === 'drop' ? [healthCheck] : []), ...(monitors === 'drop' ? [monitor] : [])];
}

const HEALTH_PATHS = new Set([
  '/health',
  '/healthz',
  '/livez',
  '/readyz',
  '/ready',
  '/live',
  '/ping',
  '/-/healthy',
  '/-/ready',
  '/nginx_status',
  '/server-status',
]);
const MONITORS = /^(?:kube-probe|ELB-HealthChecker|GoogleHC|Prometheus|Blackbox Exporter|Pingdom|UptimeRobot|StatusCake|check_http|Consul Health Check)/i;

const healthCheck: Step = { apply: (draft: Draft) => (HEALTH_PATHS.has(draft.text('url.path') ?? '') ? 'health-check' : undefined) };
const monitor: Step = { apply: (draft: Draft) => (MONITORS.test(draft.text('user_agent.original') ?? '') ? 'monitor' : undefined) };

/** Where no configuration is: as `clean` of collector.yaml has it by default. */
export const USUAL_STEPS: readonly Step[] = irrelevant({ healthChecks: 'drop', monitors: 'drop' });
