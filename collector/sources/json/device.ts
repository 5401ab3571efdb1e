import { text } from '../reading';
import type { EventWriter } from '../source';

/** Browser and system as a sender has read them from a user agent that it does not pass on. */
export interface Device {
  readonly browser?: unknown;
  readonly browserVersion?: unknown;
  readonly system?: unknown;
  readonly systemVersion?: unknown;
  /** A kind (`Desktop`) or a model (`iPhone12,3`). */
  readonly device?: unknown;
}

export function writeDevice(out: EventWriter, device: Device): void {
  for (const [part, field] of PARTS) {
    const value = text(device[part]);
    if (value !== undefined && !NOT_SET.test(value)) out.text(field, value);
  }
}

const PARTS = [
  ['browser', 'user_agent.name'],
  ['browserVersion', 'user_agent.version'],
  ['system', 'user_agent.os.name'],
  ['systemVersion', 'user_agent.os.version'],
  ['device', 'user_agent.device.name'],
] as const;

const NOT_SET = /^(?:\(?not set\)?|unknown|undefined|none)$/i;
