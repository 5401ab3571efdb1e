import type { CommandIo } from '../../owner/command';
import type { Habitus } from '../../owner/habitus';
import type { OtlpAddress } from '../../owner/receive';
import { receive } from './receive';
import { untilEnded } from './until-ended';

/** Receives and scores in this process until the user ends it. */
export async function serve(habitus: Habitus, otlp: OtlpAddress, io: CommandIo): Promise<void> {
  habitus.engine.start(() => habitus.collector.status().watermark);
  await receive(habitus, otlp, io);
  await untilEnded(io.signal);
}
