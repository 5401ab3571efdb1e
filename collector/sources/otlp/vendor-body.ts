import { guessSource } from '../registry';
import type { Arrival, EventWriter } from '../source';
import { DESCRIBING } from './attribute';

/**
 * Hands a structured body to the source that knows it: OpenTelemetry's windowseventlog sends an event of Windows so, and other receivers a vendor's JSON.
 * A body that already says by names of ECS or OpenTelemetry who did what is left alone. @returns whether a source has taken it. Cost: a body is written
 * and read once more as JSON
 */
export function writeVendorBody(body: unknown, arrival: Arrival, out: EventWriter): boolean {
  if (typeof body !== 'object' || body === null || Array.isArray(body) || Object.keys(body).some((key) => DESCRIBING.has(key))) return false;
  const bytes = Buffer.from(JSON.stringify(body));
  const source = guessSource(bytes.toString('utf8'));
  if (source === undefined || source.name === 'ecs') return false;
  source.parse({ bytes, start: 0, end: bytes.length }, arrival, out);
  return true;
}
