import { freePort } from '../ports';
import type { CommandIo } from '../../owner/command';
import type { Habitus } from '../../owner/habitus';

/** Receives and scores in this process until the user ends it. */
export async function serve(habitus: Habitus, otlp: { readonly host: string; readonly port: number }, io: CommandIo): Promise<void> {
  const port = await freePort(otlp.port, otlp.host);
  if (port !== otlp.port) io.err(`Port ${otlp.port} is taken; OTLP is received on ${port}.\n`);
  const address = await habitus.collector.listen({ host: otlp.host, port });
  habitus.engine.start(() => habitus.collector.status().watermark);
  await io.out(io.json ? `${JSON.stringify({ otlp: address, dataDir: habitus.dataDir })}\n` : `\nOTLP/HTTP: ${address}/v1/logs\nEnd with ^C.\n`);
  await aborted(io.signal);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    // A timer keeps the process alive where nothing else does.
    const alive = setInterval(() => undefined, 60_000);
    signal.addEventListener('abort', () => {
      clearInterval(alive);
      resolve();
    });
  });
}
