import { startBackend, type BackendClient } from '../../pkg/plugin/goplugin/client';
import { logLine } from './log';

/** Grafana looks every second whether a backend still runs. */
const RESTART_AFTER = 1_000;

export interface BackendOptions {
  readonly executable: string;
  readonly env: Readonly<Record<string, string>>;
  readonly say: (line: string) => void;
}

/** Keeps one backend running: started again when it ends by itself, as Grafana does. */
export class Backend {
  private client: BackendClient | undefined;
  private stopping = false;
  private timer: NodeJS.Timeout | undefined;

  private constructor(private readonly options: BackendOptions) {}

  /** @throws Error with the backend's last words, where its first start fails: Grafana does not try that one again either */
  public static async start(options: BackendOptions): Promise<Backend> {
    const backend = new Backend(options);
    await backend.launch();
    return backend;
  }

  /** @throws Error while it is down */
  public get(): BackendClient {
    if (this.client) return this.client;
    throw new Error('the backend is down and is being started again; try again in a moment');
  }

  /** Shutdown as Grafana does it. Safe twice. */
  public async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    await this.client?.stop();
  }

  private async launch(): Promise<void> {
    const { executable, env, say } = this.options;
    const client = await startBackend({
      executable,
      env,
      onLog: (line) => {
        const words = logLine(line);
        if (words !== undefined) say(words);
      },
    });
    this.client = client;
    void client.exited.then((code) => this.ended(code));
  }

  private ended(code: number | null): void {
    this.client = undefined;
    if (this.stopping) return;
    this.options.say(`preview: the backend ended (${code ?? 'by a signal'}); starting it again`);
    this.timer = setTimeout(() => {
      this.launch().catch((error: unknown) => {
        this.options.say(`preview: ${error instanceof Error ? error.message : String(error)}`);
        this.ended(null);
      });
    }, RESTART_AFTER);
  }
}
