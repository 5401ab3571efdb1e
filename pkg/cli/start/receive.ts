import type { CommandIo } from '../../owner/command';
import type { Habitus } from '../../owner/habitus';
import { keepTelling } from '../../owner/tell-watermark';
import { startReceiving, type OtlpAddress, type Receiving } from '../../owner/receive';
import { HabitusError } from '../../errors';
import { freePort } from '../ports';

/**
 * Starts what receives, on the next free port where one is taken, and says where and what does not.
 * @throws HabitusError HAB-RECV-008 when OTLP/HTTP cannot be received
 */
export async function receive(
  { collector, store, dataDir }: Pick<Habitus, 'collector' | 'store' | 'dataDir'>,
  wanted: OtlpAddress,
  io: CommandIo
): Promise<Receiving> {
  const { host } = wanted;
  const port = await freePort(wanted.port, host);
  const grpcPort = wanted.grpcPort === undefined ? undefined : await freePort(wanted.grpcPort, host, port);
  if (port !== wanted.port && wanted.port !== 0) io.err(`Port ${wanted.port} is taken; OTLP/HTTP is received on ${port}.\n`);
  if (grpcPort !== wanted.grpcPort && wanted.grpcPort !== 0) io.err(`Port ${wanted.grpcPort} is taken; OTLP/gRPC is received on ${grpcPort}.\n`);
  const receiving = await startReceiving(collector, { host, port, grpcPort });
  keepTelling({ store, collector }, io.signal);
  const { otlp, grpc, receivers, troubles } = receiving;
  if (otlp === undefined) throw new HabitusError('HAB-RECV-008', troubles[0] ?? 'none');
  for (const trouble of troubles) io.err(`Warning: ${trouble}\n`);
  if (io.json) await io.out(`${JSON.stringify({ otlp, ...(grpc !== undefined && { grpc }), receivers, ...(troubles.length > 0 && { troubles }), dataDir })}\n`);
  else await io.out(inWords(receiving));
  return receiving;
}

function inWords({ otlp, grpc, receivers }: Receiving): string {
  const others = receivers.map((name) => `Receives: ${name}\n`).join('');
  return `\nOTLP/HTTP: ${otlp}/v1/logs, webhooks ${otlp}/v1/sources/<name>\n${grpc === undefined ? '' : `OTLP/gRPC: ${grpc}\n`}${others}End with ^C.\n`;
}
