/** What behaves. The registry is open: a new type needs a normaliser in pkg/identity and nothing else. */
export const ENTITY_TYPES = ['user', 'host', 'address', 'network', 'account', 'service', 'card', 'device', 'application', 'organisation'] as const;
export type EntityType = (typeof ENTITY_TYPES)[number];

/** The part an entity plays in an event: who acts, what it is done to, where it comes from. */
export const ENTITY_ROLES = ['actor', 'target', 'source'] as const;
export type EntityRole = (typeof ENTITY_ROLES)[number];

export interface EntityRef {
  readonly type: EntityType;
  /** Normalised id, or its token in a pseudonymous namespace. */
  readonly id: string;
}

/**
 * The event field that holds the entity of a type in a role, for example `habitus.entity.actor.user`. The service that an event comes from is its data
 * source, which every event names already.
 */
export function entityField(role: EntityRole, type: EntityType): string {
  if (role === 'source' && type === 'service') return 'event.dataset';
  return `habitus.entity.${role}.${type}`;
}

/** `user:jweber`: how an entity is written where one string is wanted. The type never holds a colon. */
export function entityKey(entity: EntityRef): string {
  return `${entity.type}:${entity.id}`;
}

export function parseEntityKey(key: string): EntityRef | undefined {
  const colon = key.indexOf(':');
  const type = key.slice(0, colon);
  return colon > 0 && (ENTITY_TYPES as readonly string[]).includes(type) ? { type: type as EntityType, id: key.slice(colon + 1) } : undefined;
}
