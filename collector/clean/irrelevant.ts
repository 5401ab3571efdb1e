import type { Draft } from '../encode/draft';

/** Why an event holds no behaviour, or undefined. Rules as data: the first that fits names the reason under which the drop is counted. */
export function irrelevant(draft: Draft): string | undefined {
  for (const { reason, fits } of RULES) if (fits(draft)) return reason;
  return undefined;
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

const RULES: readonly { readonly reason: string; readonly fits: (draft: Draft) => boolean }[] = [
  { reason: 'health-check', fits: (draft) => HEALTH_PATHS.has(draft.text('url.path') ?? '') },
  { reason: 'monitor', fits: (draft) => MONITORS.test(draft.text('user_agent.original') ?? '') },
];
