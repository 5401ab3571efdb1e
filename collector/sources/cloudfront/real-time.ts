import { readAddress } from '../json/address';
import { rowOf } from '../web/w3c';

/**
 * The columns of a real-time record with all fields chosen, in the order in which CloudFront sends them whatever the order of choice; columns that came
 * later stand behind. Undefined where time, address, status and method are not where they must be: a chosen few cannot be told without their names.
 */
export function realTimeColumnsOf(values: readonly string[]): Readonly<Record<string, string>> | undefined {
  if (!/^\d{10}(?:\.\d{1,6})?$/.test(values[0] ?? '') || !isAddress(values[1])) return undefined;
  const names = isAddress(values[2]) ? [...CLIENT, 's-ip', ...COLUMNS] : [...CLIENT, ...COLUMNS];
  const row = values.length < LEAST ? undefined : rowOf(names.slice(0, values.length), values.slice(0, names.length));
  return row !== undefined && /^\d{3}$/.test(row['sc-status'] ?? '') && /^[A-Z-]{2,32}$/.test(row['cs-method'] ?? '') ? row : undefined;
}

function isAddress(value: string | undefined): boolean {
  return readAddress(value)?.ip !== undefined;
}

const CLIENT = ['timestamp', 'c-ip'];
const COLUMNS = (
  'time-to-first-byte sc-status sc-bytes cs-method cs-protocol cs-host cs-uri-stem cs-bytes x-edge-location x-edge-request-id x-host-header time-taken ' +
  'cs-protocol-version c-ip-version cs-user-agent cs-referer cs-cookie cs-uri-query x-edge-response-result-type x-forwarded-for ssl-protocol ssl-cipher ' +
  'x-edge-result-type fle-encrypted-fields fle-status sc-content-type sc-content-len sc-range-start sc-range-end c-port x-edge-detailed-result-type c-country ' +
  'cs-accept-encoding cs-accept cache-behavior-path-pattern cs-headers cs-header-names cs-headers-count primary-distribution-id ' +
  'primary-distribution-dns-name origin-fbl origin-lbl asn'
).split(' ');

/** Up to the query. */
const LEAST = 20;
