import { normaliseAddress, normaliseEntity, type Pseudonyms, type TokenKind } from '../../pkg/identity';
import { ENTITY_TYPES, FIELDS, type EntityType, type FieldName } from '../../pkg/model';
import type { Draft } from '../encode/draft';
import type { Step } from '../encode/step';
import { TREATMENTS, type Treatment } from './fields';
import { KnownNames } from './known';
import { eachName, replaced, type Leaves } from './nested';
import { Scrubber, type Flavour } from './scrub';
import { namesOf, withoutValues } from './url';

const NAMES = Object.keys(FIELDS) as FieldName[];
const FLAVOURS: ReadonlySet<string> = new Set<Flavour>(['text', 'id', 'word', 'agent']);
const ENTITIES: ReadonlySet<string> = new Set(ENTITY_TYPES);
/** What the directory says of who acts: the manager is a person, the others are told apart. */
const DIRECTORY: Readonly<Record<string, TokenKind>> = { user_department: 'group', user_title: 'group', user_zone: 'group', user_manager: 'user' };

/**
 * The last step of an event in a pseudonymous namespace, before anything of it is durable: what names somebody becomes a token, the same token for the
 * same one everywhere, and free texts are searched for it. What becomes of which field stands in `TREATMENTS` and in docs/fields.md.
 * Cost: some 40 µs an event, 100 µs for one that brings a new name.
 */
export class Protect implements Step {
  private readonly names = new KnownNames();
  private readonly scrubber: Scrubber;
  private readonly leaves: Leaves = {
    named: (kind, text) => this.treated(kind === 'address' ? 'place' : kind, text) ?? '',
    text: (text) => this.scrubber.scrub(text, 'text', this.names),
  };

  public constructor(private readonly pseudonyms: Pseudonyms) {
    this.scrubber = new Scrubber((kind, raw) => this.tokenOf(kind, raw) ?? '[none]');
  }

  public apply(draft: Draft): undefined {
    const ids = [...draft.ids];
    this.names.clear();
    for (const id of ids) this.learn(draft, id);
    this.learnNested(draft);
    const destination = draft.text('destination.ip');
    for (const id of ids) this.replace(draft, id);
    this.addPlaces(draft, destination);
    this.replaceNested(draft);
  }

  /** What an event's id is made of, so that the id tells nothing of it. */
  public identity(of: string): string {
    return this.pseudonyms.identity(of);
  }

  /** A message of the collector itself: where names stand that no event says. */
  public message(text: string): string {
    this.names.clear();
    return this.scrubber.scrub(text, 'id', this.names);
  }

  /** The token of an entity, as it is in events; of a kind that stays in clear the id itself. */
  public entity(type: EntityType, id: string): string {
    return this.kindOf(type, id) === undefined ? id : this.pseudonyms.tokens.of(type, id);
  }

  private learn(draft: Draft, id: number): void {
    const name = NAMES[id];
    if (name === undefined) return;
    const treatment = TREATMENTS[name];
    if (!isToken(treatment) && treatment !== 'place' && name !== 'source.ip' && name !== 'destination.ip') return;
    const values = FIELDS[name] === 'keywords' ? draft.list(name) : [draft.text(name) ?? ''];
    for (const value of values) this.know(isToken(treatment) ? treatment : placeOf(value), value);
  }

  private learnNested(draft: Draft): void {
    const { labels, extra } = draft;
    const found = (kind: TokenKind, text: string): void => this.know(kind === 'address' ? placeOf(text) : kind, text);
    const message = jsonIn(draft.text('message') ?? '');
    if (message !== undefined) eachName(message, '', found);
    for (const [key, value] of labels) eachName(value, key, found);
    for (const [key, value] of extra) eachName(value, key, found);
  }

  private know(kind: TokenKind, value: string): void {
    if (this.kindOf(kind, value) === undefined) return;
    const token = this.tokenOf(kind, value);
    if (token === undefined) return;
    if (kind === 'user') this.names.addPerson(value, token);
    else if (kind === 'host') this.names.addHost(value, token);
    else this.names.add(value, token);
  }

  private replace(draft: Draft, id: number): void {
    const name = NAMES[id];
    if (name === undefined) return;
    const treatment = TREATMENTS[name];
    if (treatment === 'keep') return;
    if (treatment === 'drop') draft.remove(name);
    else if (FIELDS[name] === 'keywords') this.replaceList(draft, name, treatment);
    else if (treatment === 'coarse') draft.set(name, Math.round(Number(draft.text(name)) * 10) / 10);
    else {
      const value = this.treated(treatment, draft.text(name) ?? '');
      if (value === undefined || value === '') draft.remove(name);
      else draft.set(name, value);
    }
  }

  private replaceList(draft: Draft, name: FieldName, treatment: Treatment): void {
    const values = draft.list(name).map((value) => this.treated(treatment, value));
    draft.remove(name);
    for (const value of values) if (value !== undefined) draft.add(name, value);
  }

  private treated(treatment: Treatment, value: string): string | undefined {
    if (treatment === 'url') return this.scrubber.scrub(withoutValues(value), 'text', this.names);
    if (treatment === 'query') return this.scrubber.scrub(namesOf(value), 'text', this.names);
    if (treatment === 'text') return this.freeText(value);
    if (isFlavour(treatment)) return this.scrubber.scrub(value, treatment, this.names);
    const kind = treatment === 'place' ? placeOf(value) : (treatment as TokenKind);
    if (this.kindOf(kind, value) !== undefined) return this.tokenOf(kind, value);
    // A network is a piece of an address, and meant to stay.
    return kind === 'network' ? value : this.scrubber.scrub(value, kind === 'application' ? 'site' : 'word', this.names);
  }

  /** A text that is JSON is looked at by its keys, any other as words. */
  private freeText(text: string): string {
    const json = jsonIn(text);
    return json === undefined ? this.scrubber.scrub(text, 'text', this.names) : JSON.stringify(replaced(json, '', this.leaves));
  }

  /** Addresses are not written, their tokens are, also where only the address itself was. */
  private addPlaces(draft: Draft, destination: string | undefined): void {
    const source = draft.text('habitus.entity.source.address');
    if (source !== undefined) draft.set('source.address', source);
    if (destination !== undefined) draft.set('destination.address', this.tokenOf('address', destination) ?? '');
  }

  private replaceNested({ labels, extra }: Draft): void {
    const { leaves } = this;
    const { keeps } = this.pseudonyms;
    for (const [key, value] of [...labels]) {
      if (keeps.labels.has(key)) continue;
      labels.delete(key);
      const directory = DIRECTORY[key];
      labels.set(leaves.text(key), String(directory === undefined ? replaced(value, key, leaves) : leaves.named(directory, value)));
    }
    for (const [key, value] of [...extra]) {
      if (keeps.extras.has(key)) continue;
      extra.delete(key);
      extra.set(leaves.text(key), replaced(value, key, leaves));
    }
  }

  /** Undefined where it stays in clear. */
  private kindOf(kind: TokenKind, value: string): TokenKind | undefined {
    const { keeps } = this.pseudonyms;
    return keeps.kinds.has(kind) || (kind === 'host' && keeps.host(value)) ? undefined : kind;
  }

  private tokenOf(kind: TokenKind, raw: string): string | undefined {
    const id = ENTITIES.has(kind) ? (normaliseEntity(kind as EntityType, raw) ?? undefined) : raw.trim();
    if (id !== undefined && id !== '') return this.pseudonyms.tokens.of(kind, kind === 'domain' ? id.toLowerCase() : id);
    // What stands where an address should and is none names something all the same.
    return kind === 'address' && raw.trim().length > 1 ? this.pseudonyms.tokens.of('host', raw.trim().toLowerCase()) : undefined;
  }
}

const MOST_JSON = 256 * 1024;

/** A text that is an object or a list in JSON. */
function jsonIn(text: string): unknown {
  if (!/^\s{0,9}[[{]/.test(text) || text.length > MOST_JSON) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function placeOf(value: string): TokenKind {
  return normaliseAddress(value) === undefined ? 'host' : 'address';
}

function isFlavour(treatment: Treatment): treatment is Flavour & Treatment {
  return FLAVOURS.has(treatment);
}

const NO_TOKENS: ReadonlySet<string> = new Set([...FLAVOURS, 'keep', 'drop', 'url', 'query', 'coarse', 'place']);

function isToken(treatment: Treatment): treatment is TokenKind {
  return !NO_TOKENS.has(treatment);
}
