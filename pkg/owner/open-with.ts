import { HabitusError } from '../errors';
import { listenForCommands } from './control/server';
import { prepareDirectory } from './directory';
import { given } from './given';
import type { Habitus, OpenOptions } from './habitus';
import { takeLock } from './lock';
import { removeOwner, writeOwner } from './owner-file';
import type { Parts } from './parts';
import { runRequest } from './run-request';
import { askedAbout } from './scoring';
import { storeName } from './store-choice';

const NAMESPACE = /^[a-z0-9][a-z0-9_-]{0,62}$/;

/**
 * Opens a data directory of these parts, as its only owner: lock, definitions, store, engine, collector, control socket, in this order.
 * What was opened is closed again, last first, when a later step fails, and by `close`.
 *
 * @throws HabitusError HAB-STORE-001 when another process owns it, HAB-STORE-002 or -005 when it cannot be read, HAB-FEAT-001 or -002
 */
export async function openWith(parts: Parts, options: OpenOptions): Promise<Habitus> {
  const { namespace = 'default', clock = Date.now, features: files = [] } = options;
  if (!NAMESPACE.test(namespace)) throw new HabitusError('HAB-CONF-001', namespace, 'a namespace of lower-case letters, digits, - and _');
  const undo = new Undo();
  try {
    const dataDir = prepareDirectory(options.dataDir);
    const lock = await takeLock(dataDir);
    undo.add(() => lock.release());
    const defined = await parts.features(files);
    const features = askedAbout(defined, options.scoring);
    const store = await parts.store({ dir: dataDir, namespace, clock, ...given({ choice: options.store }) });
    undo.add(() => store.close());
    await parts.guardVersions(defined, store);
    const pseudonyms = await parts.pseudonyms?.({ dir: dataDir, namespace, store, ...given({ choice: options.store }) }, options.pseudonyms);
    undo.add(async () => await pseudonyms?.close());
    const engine = await parts.engine({
      store,
      features,
      clock,
      namespace,
      calendars: options.calendars ?? [],
      ...given({ zone: options.zone, scoring: options.scoring, attention: options.attention }),
    });
    undo.add(() => engine.stop());
    const collector = await parts.collector({
      store,
      dir: dataDir,
      clock,
      ...given({ token: options.otlpToken, tls: options.otlpTls, file: options.collectorFile, pseudonyms }),
    });
    undo.add(() => collector.stop());
    const habitus: Habitus = {
      dataDir,
      namespace,
      store,
      storeName: storeName(options.store),
      engine,
      collector,
      features,
      ...given({ pseudonyms }),
      close: () => undo.all(),
    };
    undo.add(parts.watch?.(habitus) ?? (() => undefined));
    const control = await listenForCommands(dataDir, (request, io) => runRequest(habitus, files, request, io));
    undo.add(() => {
      removeOwner(dataDir);
      return control.close();
    });
    writeOwner(dataDir, { pid: process.pid, since: new Date(clock()).toISOString(), socket: control.socket });
    return habitus;
  } catch (error) {
    await undo.all();
    throw error;
  }
}

/** Steps to take back, last first, each once and all of them even when one fails. */
class Undo {
  private readonly steps: (() => void | Promise<void>)[] = [];
  private running: Promise<void> | undefined;

  public add(step: () => void | Promise<void>): void {
    this.steps.push(step);
  }

  public all(): Promise<void> {
    this.running ??= this.run();
    return this.running;
  }

  private async run(): Promise<void> {
    const failures: unknown[] = [];
    for (const step of this.steps.reverse()) {
      try {
        await step();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
