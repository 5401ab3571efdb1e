import { untilEnded } from './until-ended';
import { freePort } from '../ports';
import type { CommandIo } from '../../owner/command';
import type { Habitus } from '../../owner/habitus';

/** Receives and scores in this process until the user ends it. */
export async function serve(habitus: Habitus, otlp: { readonly host: string; readonly port: number }, io: CommandIo): Promise<void> {
  const port = await freePort(otlp.port, otlp.host);
  if (port !== otlp.port) io.err(`Port ${otlp.port} is taken; OTLP is received on ${port}.\n`);
  const address = await habitus.collector.listen({ host: otlp.host, port });
  habitus.engine.start(() => habitus.collector.status().watermark);
  const receivers = await habitus.collector.receive();
  const others = receivers.map((name) => `Receives: ${name}\n`).join('');
  await io.out(
    io.json ? `${JSON.stringify({ otlp: address, receivers, dataDir: habitus.dataDir })}\n` : `\nOTLP/HTTP: ${address}/v1/logs\n${others}End with ^C.\n`
  );
  await untilEnded(io.signal);
}
