import { normaliseEntity, type Directory, type Person } from '../../../pkg/identity';
import type { FieldName } from '../../../pkg/model';
import type { Draft } from '../../encode/draft';
import type { Step } from '../../encode/step';
import type { Unresolved } from './unresolved';

const ACTOR = { id: 'user.id', name: 'user.name', domain: 'user.domain', mail: 'user.email', entity: 'habitus.entity.actor.user' } as const;
const TARGET = {
  id: 'user.target.id',
  name: 'user.target.name',
  domain: 'user.target.domain',
  mail: 'user.target.email',
  entity: 'habitus.entity.target.user',
} as const satisfies Record<string, FieldName>;
type Role = typeof ACTOR | typeof TARGET;

const ATTRIBUTES = ['department', 'title', 'zone', 'manager'] as const;

/** The names of one person become one `user.id` and one entity; the attributes of who acts become `labels.user_*`. What an event called them stays in `related.user`. */
export class Identify implements Step {
  public constructor(
    private readonly directory: { readonly value: Directory },
    private readonly unresolved?: Unresolved
  ) {}

  public apply(draft: Draft): undefined {
    // A name that the host says nobody has is no person's, even where a person has it elsewhere.
    if (draft.has(ACTOR.entity)) {
      const person = this.settle(draft, ACTOR);
      if (person) for (const key of ATTRIBUTES) if (person[key] !== undefined) draft.labels.set(`user_${key}`, person[key]);
    }
    if (draft.has(TARGET.entity)) this.settle(draft, TARGET);
  }

  private settle(draft: Draft, role: Role): Person | undefined {
    const directory = this.directory.value;
    const found = personOf(namesOf(draft, role, directory), directory);
    if (typeof found === 'object') {
      for (const field of [role.id, role.name] as const) draft.add('related.user', draft.text(field) ?? '');
      draft.set(role.id, found.id);
      draft.set(role.entity, normaliseEntity('user', found.id) ?? found.id);
      return found;
    }
    const entity = draft.text(role.entity) ?? '';
    if (directory.size > 0) this.unresolved?.add(entity, found, draft.text('habitus.source') ?? '');
    if (found === 'unknown') draft.set(role.entity, strangerOf(entity, draft.text(role.domain), directory));
    return undefined;
  }
}

/** What an event calls somebody. A name beside the domain of others is not our name, and a number beside a name is one of a host. */
function namesOf(draft: Draft, role: Role, directory: Directory): string[] {
  const id = draft.text(role.id);
  const name = draft.text(role.name);
  const domain = draft.text(role.domain);
  const isQualified = domain === undefined || directory.isOwn(domain);
  const names = [
    id !== undefined && name !== undefined && /^\d+$/.test(id) ? undefined : id,
    name !== undefined && domain !== undefined ? `${domain}\\${name}` : undefined,
    isQualified ? name : undefined,
    draft.text(role.mail),
  ].filter((one) => one !== undefined);
  return names.length > 0 ? names : [draft.text(role.entity) ?? ''];
}

/** Who is nobody of ours, without our domain; with the domain of others where one of us goes by the same name. */
function strangerOf(entity: string, domain: string | undefined, directory: Directory): string {
  const name = directory.withoutDomain(entity);
  const isOther = domain !== undefined && !directory.isOwn(domain);
  return isOther && directory.find(name) !== undefined ? `${domain.toLowerCase()}\\${name}` : name;
}

/** Names of different people in one event resolve to nobody. */
function personOf(names: readonly string[], directory: Directory): Person | 'unknown' | 'shared' | 'contradicting' {
  let person: Person | undefined;
  let isShared = false;
  for (const name of names) {
    const owner = directory.find(name);
    if (owner === 'shared') isShared = true;
    else if (owner && person && owner !== person) return 'contradicting';
    else person ??= owner;
  }
  return person ?? (isShared ? 'shared' : 'unknown');
}
