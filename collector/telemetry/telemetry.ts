import { Distribution } from './distribution';
import { askedBy, isOurselves, type Asked } from './endpoint';
import type { Instrument } from './instrument';
import type { OwnExport } from './own-export';
import type { Scrape } from './prometheus';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * What a process says of itself: metrics for Prometheus when they are asked for, metrics and traces over OTLP when an endpoint is named in the
 * environment. The SDK is loaded then and not before.
 */
export class Telemetry {
  private readonly instruments: Instrument[] = [];
  private readonly distributions: Distribution[] = [];
  private scrape: Promise<Scrape> | undefined;
  private opening: Promise<void> | undefined;
  private exporting: OwnExport | undefined;
  private trouble: string | undefined;

  /** Makes metrics known. Each name once. */
  public add(...instruments: readonly Instrument[]): void {
    this.instruments.push(...instruments);
    for (const one of instruments) this.exporting?.add(one);
  }

  /** A distribution, to be made before anything is exported. */
  public distribution(name: string, unit: string, what: string, bounds: readonly number[]): Distribution {
    const one = new Distribution(name, unit, what, bounds, () => void this.load().catch(() => one.drop()));
    this.distributions.push(one);
    return one;
  }

  /** All metrics as Prometheus text, version 0.0.4. */
  public async prometheus(): Promise<string> {
    const scrape = await this.load();
    return await scrape();
  }

  /** Begins to export where the environment asks for it. @param ports that this process receives on: telemetry sent to them would feed itself */
  public async exportTo(env: Env, ports: readonly number[]): Promise<void> {
    const asked = askedBy(env);
    if (this.opening !== undefined || asked.endpoints.length === 0) return;
    const own = asked.endpoints.find((endpoint) => isOurselves(endpoint, ports));
    if (own !== undefined) {
      this.trouble = `telemetry is not exported: ${own} is this collector itself`;
      return;
    }
    this.opening = this.open(asked).catch((error: unknown) => void (this.trouble = `telemetry is not exported: ${String(error)}`));
    await this.opening;
  }

  /** What keeps telemetry from being exported, or did last. */
  public get error(): string | undefined {
    return this.trouble;
  }

  public async stop(): Promise<void> {
    await this.opening;
    await this.exporting?.stop();
  }

  private async open(asked: Asked): Promise<void> {
    const { openOwnExport } = await import('./own-export');
    this.exporting = await openOwnExport(asked, this.distributions, (words) => (this.trouble = `telemetry: ${words}`));
    for (const one of this.instruments) this.exporting.add(one);
  }

  private async load(): Promise<Scrape> {
    this.scrape ??= import('./prometheus').then(async ({ openPrometheus }) => await openPrometheus(() => this.instruments, this.distributions));
    return await this.scrape;
  }
}
