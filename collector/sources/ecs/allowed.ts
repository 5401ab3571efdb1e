/** The values that ECS 9 allows for the fields it categorises by. */
export const ALLOWED = {
  'event.kind': new Set(['alert', 'asset', 'enrichment', 'event', 'metric', 'state', 'pipeline_error', 'signal']),
  'event.category': new Set(
    'api authentication configuration database driver email file host iam intrusion_detection library malware network package process registry session threat vulnerability web'.split(
      ' '
    )
  ),
  'event.type': new Set(
    'access admin allowed change connection creation deletion denied device end error group indicator info installation protocol start user'.split(' ')
  ),
  'event.outcome': new Set(['success', 'failure', 'unknown']),
} as const;
