import { FIELDS, type FieldName, type Millis } from '../../pkg/model';

const NAMES = Object.keys(FIELDS) as FieldName[];
const IDS = new Map<string, number>(NAMES.map((name, id) => [name, id]));

/** A field's place in `FIELDS`. @throws RangeError for a name that is no field: a mistake in a source's code, never in data */
export function fieldId(name: FieldName): number {
  const id = IDS.get(name);
  if (id === undefined) throw new RangeError(`field: expected a name of FIELDS, got ${name}`);
  return id;
}

const LABELS = fieldId('labels');
const EXTRA = fieldId('habitus.extra');

export type Scalar = string | number | boolean;

/**
 * The fields of the event being read: one draft is used for all events of a pipeline, so that reading one allocates nothing but its strings.
 * Sources write it, clean and enrich read and complete it, `writeJsonLine` encodes it.
 */
export class Draft {
  public time: Millis | undefined;
  public readonly labels = new Map<string, string>();
  public readonly extra = new Map<string, unknown>();
  private readonly scalars: (Scalar | undefined)[] = NAMES.map(() => undefined);
  private readonly lists: string[][] = NAMES.map(() => []);
  private readonly isSet = new Uint8Array(NAMES.length);
  private readonly everWritten = new Uint8Array(NAMES.length);
  /** Ids of the fields that are set, in the order of setting. */
  private readonly touched: number[] = [];

  public set(name: FieldName, value: Scalar): void {
    this.setAt(fieldId(name), value);
  }

  /** `set` by the field's place in FIELDS: nothing is looked up. */
  public setAt(id: number, value: Scalar): void {
    if (value === '' || (typeof value === 'number' && !Number.isFinite(value))) return;
    this.touch(id);
    this.scalars[id] = value;
  }

  public add(name: FieldName, value: string): void {
    this.addAt(fieldId(name), value);
  }

  /** `add` by the field's place in FIELDS. */
  public addAt(id: number, value: string): void {
    if (value === '') return;
    this.touch(id);
    const list = this.lists[id];
    if (list && !list.includes(value)) list.push(value);
  }

  public has(name: FieldName): boolean {
    return this.hasAt(fieldId(name));
  }

  /** `has` by the field's place in FIELDS. */
  public hasAt(id: number): boolean {
    return this.isSet[id] === 1;
  }

  public text(name: FieldName): string | undefined {
    return this.textAt(fieldId(name));
  }

  /** `text` by the field's place in FIELDS. */
  public textAt(id: number): string | undefined {
    const value = this.scalars[id];
    return value === undefined || typeof value === 'string' ? value : String(value);
  }

  public list(name: FieldName): readonly string[] {
    return this.lists[fieldId(name)] ?? [];
  }

  public remove(name: FieldName): void {
    const id = fieldId(name);
    if (this.isSet[id] === 0) return;
    this.forget(id);
    this.touched.splice(this.touched.indexOf(id), 1);
  }

  public clear(): void {
    for (const id of this.touched) this.forget(id);
    this.touched.length = 0;
    this.time = undefined;
    if (this.labels.size > 0) this.labels.clear();
    if (this.extra.size > 0) this.extra.clear();
  }

  /** Places in FIELDS of what is set, in the order of setting. Valid until the next change. */
  public get ids(): readonly number[] {
    return this.touched;
  }

  /** By place in FIELDS: no call a field where all are walked. */
  public get values(): readonly (Scalar | undefined)[] {
    return this.scalars;
  }

  /** The same for the fields that hold lists. */
  public get valueLists(): readonly (readonly string[])[] {
    return this.lists;
  }

  /** Notes that what is set was written, see `written`. */
  public noteWritten(): void {
    for (const id of this.touched) this.everWritten[id] = 1;
    if (this.labels.size > 0) this.everWritten[LABELS] = 1;
    if (this.extra.size > 0) this.everWritten[EXTRA] = 1;
  }

  /** All fields that any event of this draft was written with. */
  public get written(): ReadonlySet<FieldName> {
    return new Set(NAMES.filter((_, id) => this.everWritten[id] === 1));
  }

  private touch(id: number): void {
    if (this.isSet[id] !== 0) return;
    this.isSet[id] = 1;
    this.touched.push(id);
  }

  private forget(id: number): void {
    this.isSet[id] = 0;
    this.scalars[id] = undefined;
    const list = this.lists[id];
    // Most fields are no lists: emptying an empty one costs as much as a full one.
    if (list && list.length > 0) list.length = 0;
  }
}
