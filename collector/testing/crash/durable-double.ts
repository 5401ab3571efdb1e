import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import type { Appended, EventStore } from '../../../pkg/store/store';

/**
 * A store that is a file: a line `id marker` for each event. It takes a line at a time, so that a kill may come between any two, and knows what it has
 * when it is opened again.
 */
export class DurableDouble implements Pick<EventStore, 'appendFile' | 'compact' | 'retain'> {
  private readonly known = new Set<string>();
  private readonly file: string;

  public constructor(dir: string) {
    this.file = join(dir, 'stored.txt');
    if (!existsSync(this.file)) return;
    const bytes = readFileSync(this.file);
    const whole = bytes.lastIndexOf(0x0a) + 1;
    if (whole < bytes.length) truncateSync(this.file, whole);
    for (const line of this.lines()) this.known.add(line.split(' ')[0] ?? '');
  }

  public async appendFile(path: string): Promise<Appended> {
    const counts = { stored: 0, duplicates: 0 };
    for (const { id, marker } of eventsOf(path)) {
      if (this.known.has(id)) counts.duplicates++;
      else {
        appendFileSync(this.file, `${id} ${marker}\n`);
        this.known.add(id);
        counts.stored++;
        if (counts.stored % 16 === 0) await new Promise((next) => setImmediate(next));
      }
    }
    return { ...counts, refused: [] };
  }

  public async compact(): Promise<{ events: number; merged: number }> {
    return await Promise.resolve({ events: 0, merged: 0 });
  }

  public async retain(): Promise<number> {
    return await Promise.resolve(0);
  }

  /** Of all stored events, as often as they are stored. */
  public markers(): string[] {
    return this.lines().map((line) => line.split(' ')[1] ?? '');
  }

  private lines(): string[] {
    return existsSync(this.file) ? readFileSync(this.file, 'utf8').split('\n').slice(0, -1) : [];
  }
}

function eventsOf(path: string): { readonly id: string; readonly marker: string }[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{"') && !line.startsWith('{"habitus.wal"'))
    .map((line) => {
      const { 'habitus.id': id, 'event.action': marker } = JSON.parse(line) as { 'habitus.id': string; 'event.action': string };
      return { id, marker };
    });
}
