import { raw, sql, type Sql } from './sql';

/**
 * An address as 32 hexadecimal digits, so that a block is a range of text in both families: IPv4 is written as its IPv4-mapped IPv6 address.
 * NULL for what is no address. DuckDB's own `inet` extension would have to be downloaded.
 */
export const ADDRESS_MACROS: readonly Sql[] = [
  raw(`CREATE OR REPLACE MACRO habitus_ipv4(a) AS
    '00000000000000000000ffff' || list_aggregate(list_transform(string_split(a, '.'), o -> printf('%02x', CAST(o AS INTEGER))), 'string_agg', '')`),
  raw(`CREATE OR REPLACE MACRO habitus_groups(a) AS
    CASE WHEN a = '' THEN '' ELSE list_aggregate(list_transform(string_split(a, ':'), g -> lpad(g, 4, '0')), 'string_agg', '') END`),
  raw(`CREATE OR REPLACE MACRO habitus_ipv6(a) AS
    CASE WHEN contains(a, '::')
      THEN rpad(habitus_groups(split_part(a, '::', 1)), CAST(32 - length(habitus_groups(split_part(a, '::', 2))) AS INTEGER), '0') || habitus_groups(split_part(a, '::', 2))
      ELSE habitus_groups(a) END`),
  raw(`CREATE OR REPLACE MACRO habitus_address(a) AS
    CASE
      WHEN regexp_full_match(a, '((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])') THEN habitus_ipv4(a)
      WHEN regexp_full_match(lower(a), '::ffff:[0-9]+(\\.[0-9]+){3}') THEN habitus_ipv4(a[8:])
      WHEN regexp_full_match(a, '[0-9A-Fa-f:]*:[0-9A-Fa-f:]*') THEN habitus_ipv6(lower(a))
    END`),
];

/** Whether the text `address` lies in the block, for example `10.0.0.0/8` or `2001:db8::/32`. A single address is a block of one. */
export function inBlock(address: Sql, block: string): Sql {
  const [network = '', bits] = block.split('/');
  const first = addressBits(network);
  if (first === undefined) {
    return raw('false');
  }
  const length = bits === undefined ? 128 : Number(bits) + (network.includes(':') ? 0 : 96);
  const host = (1n << BigInt(128 - length)) - 1n;
  return sql`habitus_address(${address}) BETWEEN ${hex(first & ~host)} AND ${hex(first | host)}`;
}

function hex(value: bigint): string {
  return value.toString(16).padStart(32, '0');
}

function addressBits(text: string): bigint | undefined {
  if (!text.includes(':')) {
    const octets = text.split('.').map(Number);
    return octets.length === 4 && octets.every((o) => Number.isInteger(o) && o >= 0 && o <= 255)
      ? (0xffffn << 32n) | BigInt(octets.reduce((sum, octet) => sum * 256 + octet, 0))
      : undefined;
  }
  const [head = '', tail] = text.split('::');
  const left = groups(head);
  const right = groups(tail ?? '');
  const middle = tail === undefined ? [] : Array<number>(Math.max(0, 8 - left.length - right.length)).fill(0);
  const all = [...left, ...middle, ...right];
  return all.length === 8 && all.every((g) => Number.isInteger(g) && g >= 0 && g <= 0xffff)
    ? all.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n)
    : undefined;
}

function groups(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => (/^[0-9a-f]{1,4}$/i.test(group) ? parseInt(group, 16) : NaN));
}
