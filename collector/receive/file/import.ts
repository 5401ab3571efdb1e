import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HabitusError } from '../../../pkg/errors';
import type { FieldName, Millis } from '../../../pkg/model';
import type { EventStore } from '../../../pkg/store/store';
import { importRange } from '../../clean/time-range';
import type { ImportOptions, ImportReport } from '../../collector';
import type { DeadLetters } from '../../deliver/dead-letters';
import { ByteBuffer } from '../../encode/byte-buffer';
import type { Step } from '../../encode/step';
import { PipelineWriter } from '../../encode/writer';
import { guessSource, sourceNamed } from '../../sources/registry';
import { parseGuarded } from '../../sources/parse-guarded';
import type { Source } from '../../sources/source';
import { Tally } from '../../tally';
import { contentsOf, type Content } from './contents';
import { csvSplitter } from './csv/csv-splitter';
import { readMapping, type CsvMapping } from './csv/mapping';
import type { Splitter } from './line-splitter';
import { listFiles, openContent, sampleContent, type InputFile } from './read-file';
import { RecordSplitter } from './record-splitter';
import { YearCounter, firstYear, monthOf } from './years';

/** Its byte-order mark read as UTF-8, then a NUL in every second place. */
const UTF16 = /^\uFFFD\uFFFD.?\0/;
/** Bytes read between two looks at what waits. */
const STRIDE = 128 * 1024;
const SEGMENT = 32 * 1024 * 1024;

type FileContent = Exclude<Content, { readonly reason: string }>;

export interface ImportParts {
  readonly events: EventStore;
  readonly dir: string;
  readonly deadLetters: DeadLetters;
  readonly clock: () => Millis;
  readonly steps?: readonly Step[];
  /** Where nothing of a record may lie in the data directory: awaited before events are written there, and archives are unpacked elsewhere. */
  readonly settle?: (() => Promise<void>) | undefined;
}

/** One import of files and folders. The files themselves are the durable source: an import that was interrupted is simply done again, as known events are no-ops. */
export class FileImport {
  private readonly tally = new Tally();
  private readonly buffer = new ByteBuffer(SEGMENT + 2 * 1024 * 1024);
  private readonly files: ImportReport['files'] = [];
  private oldest: Millis | undefined;
  private newest: Millis | undefined;
  private bytesRead = 0;
  private records = 0;
  private segments = 0;
  /** What wrote the segment that is being made. */
  private writers: PipelineWriter[] = [];
  private mapping: CsvMapping | undefined;
  /** The store loads one segment while the next is read. */
  private inFlight: Promise<void> = Promise.resolve();

  public constructor(
    private readonly parts: ImportParts,
    private readonly options: ImportOptions
  ) {}

  public async run(paths: readonly string[]): Promise<ImportReport> {
    const began = performance.now();
    this.mapping = this.options.mapping === undefined ? undefined : readMapping(this.options.mapping);
    const source = this.mapping?.source ?? (this.options.source === undefined ? undefined : sourceNamed(this.options.source));
    const inputs = await listFiles(paths);
    const ofBytes = inputs.reduce((sum, { bytes }) => sum + bytes, 0);
    await mkdir(this.segmentDir, { recursive: true, mode: 0o700 });
    for (const input of inputs) await this.importFile(input, source, ofBytes);
    await this.handOver();
    await this.inFlight;
    await this.parts.deadLetters.flush();
    return {
      ...this.tally.report,
      seconds: (performance.now() - began) / 1000,
      bytes: this.bytesRead,
      files: this.files,
      ...(this.oldest !== undefined && { oldest: this.oldest }),
      ...(this.newest !== undefined && { newest: this.newest }),
    };
  }

  private get segmentDir(): string {
    return join(this.parts.dir, 'import');
  }

  private async importFile(input: InputFile, named: Source | undefined, ofBytes: number): Promise<void> {
    const before = this.bytesRead;
    const folder = this.parts.settle === undefined ? this.segmentDir : await mkdtemp(join(tmpdir(), 'habitus-import-'));
    try {
      await this.importContents(input, folder, named, ofBytes);
    } finally {
      if (folder !== this.segmentDir) await rm(folder, { recursive: true, force: true });
    }
    this.bytesRead = before + input.bytes;
  }

  private async importContents(input: InputFile, folder: string, named: Source | undefined, ofBytes: number): Promise<void> {
    for await (const content of contentsOf(input, join(folder, `${process.pid}-entry`))) {
      if ('reason' in content) this.letter('HAB-PARSE-003', `expected ${content.reason}`, content.name, 'none', Buffer.from(content.name));
      else await this.importContent(content, named, content.path === input.path ? ofBytes : undefined);
    }
  }

  /** @param ofBytes of all files, to tell how far it is; undefined within an archive */
  private async importContent(content: FileContent, named: Source | undefined, ofBytes: number | undefined): Promise<void> {
    const { sample, fingerprint } = await sampleContent(content.path);
    const source = named ?? guessSource(sample);
    if (source === undefined) {
      this.files.push({ path: content.name, source: 'none: skipped, no source knows its first lines' });
      if (sample.trim() !== '') this.unknown(content.name, sample);
      return;
    }
    const assumedYear = this.options.year ?? (source.name === 'sshd' ? await firstYear(content.path, content.modified) : undefined);
    this.files.push({
      path: content.name,
      source: source.name,
      ...(assumedYear !== undefined && { assumed: `year ${assumedYear}, zone ${this.options.zone ?? 'UTC'}` }),
    });
    await this.readLines(content, source, fingerprint, assumedYear, ofBytes);
    if (content.cut !== undefined) {
      this.letter('HAB-PARSE-003', `expected a whole archive, got ${content.cut}`, content.name, source.name, Buffer.from(content.cut));
    }
  }

  private unknown(path: string, sample: string): void {
    const raw = Buffer.from(sample.slice(0, 1024));
    if (UTF16.test(sample)) this.letter('HAB-PARSE-005', 'expected a file in UTF-8, got UTF-16', path, 'none', raw);
    else this.letter('HAB-PARSE-003', 'a file whose lines a source knows', path, 'none', raw);
  }

  private async readLines(input: FileContent, source: Source, fingerprint: string, year: number | undefined, ofBytes: number | undefined): Promise<void> {
    const splitter = this.splitterFor(input, source, fingerprint, year);
    try {
      const { content, bytesRead } = await openContent(input.path);
      const before = this.bytesRead;
      for await (const chunk of content) {
        if (ofBytes !== undefined) this.bytesRead = before + bytesRead();
        this.options.signal?.throwIfAborted();
        await this.push(chunk as Buffer, splitter);
        if (ofBytes !== undefined) this.options.onProgress?.({ bytes: this.bytesRead, ofBytes, records: this.records });
      }
      splitter.end();
    } catch (cause) {
      if (this.options.signal?.aborted === true || cause instanceof HabitusError) throw cause;
      splitter.end();
      this.letter('HAB-PARSE-003', 'a whole archive', input.name, source.name, Buffer.from(String(cause)));
    }
  }

  /** A little at a time: a line may become many events, and each may be a dead letter. */
  private async push(chunk: Buffer, splitter: Splitter): Promise<void> {
    for (let at = 0; at < chunk.length; at += STRIDE) {
      splitter.push(chunk.subarray(at, at + STRIDE));
      if (this.buffer.size >= SEGMENT) await this.handOver();
      if (this.parts.deadLetters.isPressing) await this.parts.deadLetters.flush();
    }
  }

  private splitterFor(input: FileContent, source: Source, fingerprint: string, year: number | undefined): Splitter {
    const now = this.parts.clock();
    const counter = year === undefined ? undefined : new YearCounter(year);
    let raw: Uint8Array = Buffer.alloc(0);
    let at = 0;
    const place = (): string => `${input.name}:${at}`;
    const originOf = (offset: number): string => `${fingerprint}:${offset}`;
    const writer = new PipelineWriter(
      this.buffer,
      {
        accepted: (time) => {
          this.records++;
          this.oldest = Math.min(this.oldest ?? time, time);
          this.newest = Math.max(this.newest ?? time, time);
        },
        dropped: (reason) => this.tally.drop(reason),
        rejected: (code, expected, got) => this.letter(code, `expected ${expected}, got ${got}`, place(), source.name, raw, originOf(at)),
      },
      source.name,
      importRange(now),
      this.parts.steps
    );
    this.writers.push(writer);
    const zone = this.options.zone;
    const tooLong = (offset: number, length: number, head: Uint8Array): void =>
      this.letter('HAB-PARSE-004', `a line of ${length} bytes`, `${input.name}:${offset}`, source.name, head);
    const parse = (by: Source, bytes: Uint8Array, start: number, end: number, offset: number): void => {
      raw = bytes.subarray(start, end);
      at = offset;
      const origin = originOf(offset);
      counter?.see(monthOf(bytes, start));
      writer.next(origin, now);
      const arrival = { observed: now, origin, place: input.name, ...(counter && { year: counter.year }), ...(zone !== undefined && { zone }) };
      parseGuarded(by, { bytes, start, end }, arrival, writer);
    };
    if (this.mapping) return csvSplitter(this.mapping, parse, tooLong);
    return new RecordSplitter({ line: (bytes, start, end, offset) => parse(source, bytes, start, end, offset), tooLong });
  }

  private letter(code: string, reason: string, place: string, source: string, raw: Uint8Array, origin?: string): void {
    this.tally.deadLetter(code);
    this.parts.deadLetters.add({ at: new Date(this.parts.clock()).toISOString(), source, place, code, reason, ...(origin !== undefined && { origin }) }, raw);
  }

  private async handOver(): Promise<void> {
    await this.inFlight;
    await this.parts.deadLetters.flush();
    if (this.buffer.size === 0) return;
    await this.parts.settle?.();
    const path = join(this.segmentDir, `${process.pid}-${this.segments++}.ndjson`);
    await writeFile(path, this.buffer.bytes(), { mode: 0o600 });
    this.buffer.clear();
    const fields = new Set(this.writers.flatMap((writer) => [...writer.fields]));
    this.writers = this.writers.slice(-1);
    this.inFlight = this.load(path, fields);
    this.inFlight.catch(() => undefined);
  }

  private async load(path: string, fields: ReadonlySet<FieldName>): Promise<void> {
    try {
      const appended = await this.parts.events.appendFile(path, fields);
      this.tally.stored(appended);
      for (const { line, reason } of appended.refused) {
        this.parts.deadLetters.add(
          { at: new Date(this.parts.clock()).toISOString(), source: 'store', place: path, code: 'HAB-STORE-003', reason },
          Buffer.from(line)
        );
      }
    } finally {
      await rm(path, { force: true });
    }
  }
}
