import { networkOf, normaliseAddress, normaliseEntity } from '../../../identity';
import { ENTITY_TYPES, type EntityType } from '../../../model';

/** A field of ours that no other system has, and of which fields it is computed: as the collector's enrichment does it. */
export interface Rule {
  readonly from: readonly string[];
  readonly resolve: (values: readonly (string | undefined)[]) => string | undefined;
  readonly like?: (value: string) => string | undefined;
}

export function ruleOf(field: string): Rule | undefined {
  return RULES[field];
}

/** The rule where the operator says which field holds the entity. Undefined for a field that is no entity. */
export function entityTypeOf(field: string): EntityType | undefined {
  const type = /^habitus\.entity\.[a-z]+\.([a-z]+)$/.exec(field)?.[1];
  return ENTITY_TYPES.find((one) => one === type);
}

/** Lucene's expression for all texts that are normalised to an id. Only for what is plain ASCII: an index folds the case of nothing else. */
export function likeId(id: string): string | undefined {
  return /^[\x20-\x7e]{1,255}$/.test(id) ? `[ \t]*${id.replace(/[^A-Za-z0-9_ ]/g, '\\$&')}\\.?[ \t]*` : undefined;
}

const EVERYBODY = 'everybody';

function firstOf(type: EntityType, from: readonly string[], otherwise?: string): Rule {
  return {
    from,
    resolve: (values) => {
      const raw = values.find((value) => value !== undefined) ?? otherwise;
      return raw === undefined ? undefined : normaliseEntity(type, raw);
    },
    like: likeId,
  };
}

/** `user.id` names a person unless it is a bare number beside a name: operating systems number their accounts anew on each host. */
function userOf([id, name, email]: readonly (string | undefined)[]): string | undefined {
  const numbered = id !== undefined && name !== undefined && /^\d+$/.test(id);
  const raw = (numbered ? undefined : id) ?? name ?? email;
  return raw === undefined ? undefined : normaliseEntity('user', raw);
}

function addressOf([ip, address]: readonly (string | undefined)[]): string | undefined {
  return normaliseAddress(ip ?? address ?? '');
}

const ADDRESS = ['source.ip', 'source.address'];

const RULES: Readonly<Record<string, Rule>> = {
  'habitus.entity.actor.user': { from: ['user.id', 'user.name', 'user.email'], resolve: userOf, like: likeId },
  'habitus.entity.target.user': firstOf('user', ['user.target.id', 'user.target.name']),
  'habitus.entity.source.address': { from: ADDRESS, resolve: addressOf },
  'habitus.network': {
    from: ADDRESS,
    resolve: (values) => {
      const address = addressOf(values);
      return address === undefined ? undefined : networkOf(address);
    },
  },
  'habitus.entity.target.host': firstOf('host', ['host.name']),
  'habitus.entity.target.application': firstOf('application', ['service.name', 'url.domain']),
  'habitus.entity.actor.organisation': firstOf('organisation', ['organization.id', 'organization.name'], EVERYBODY),
  'habitus.entity.source.device': firstOf('device', ['device.id']),
  'habitus.entity.actor.account': firstOf('account', ['habitus.payment.account']),
  'habitus.entity.actor.card': firstOf('card', ['habitus.payment.card']),
  'habitus.entity.target.account': firstOf('account', ['habitus.payment.counterparty']),
};
