import { HOUR, type Millis } from '../model';

/** Where people work. Addresses are from the ranges that RFC 5737 and RFC 2544 keep for documentation and tests. */
export const OFFICES = [
  { city: 'Hamburg', country: 'DE', zone: 'Europe/Berlin', network: '198.51.100', share: 0.4 },
  { city: 'Madrid', country: 'ES', zone: 'Europe/Madrid', network: '203.0.113', share: 0.2 },
  { city: 'Austin', country: 'US', zone: 'America/Chicago', network: '192.0.2', share: 0.25 },
  { city: 'Pune', country: 'IN', zone: 'Asia/Kolkata', network: '198.18.7', share: 0.15 },
] as const;
export type Office = (typeof OFFICES)[number];

/** The company's own way out, used on business trips: an address that many share. */
export const VPN_ADDRESS = '198.18.1.10';

/** Countries where nobody of the organisation lives: attackers come from some, trips go to others. */
export const FAR_COUNTRIES = ['NG', 'BR', 'VN', 'RO', 'KZ'] as const;
export const TRIP_COUNTRIES = ['FR', 'GB', 'CH', 'JP', 'CA'] as const;

/** Local wall clock to UTC, daylight saving included; right to the hour that people keep. */
export function zoneOffset(zone: string, day: Millis): Millis {
  const key = `${zone}:${day}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    const parts = Object.fromEntries(
      new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', day: 'numeric', hour: 'numeric', minute: 'numeric' })
        .formatToParts(day + 12 * HOUR)
        .map(({ type, value }) => [type, Number(value)])
    );
    const dayDifference = (parts.day ?? 0) - new Date(day).getUTCDate();
    offset = (dayDifference * 24 + (parts.hour ?? 0) - 12) * HOUR + (parts.minute ?? 0) * 60_000;
    offsets.set(key, offset);
  }
  return offset;
}

const offsets = new Map<string, Millis>();
