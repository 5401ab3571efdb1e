import ipaddr from 'ipaddr.js';
import { HabitusError } from '../../../pkg/errors';

/** A network that the operator has a name for. */
export interface NamedNetwork {
  readonly name: string;
  /** Of a `vpn` (or proxy) the address says where the exit stands, not where the person is. */
  readonly kind?: 'office' | 'vpn' | undefined;
  /** ISO 3166-1 alpha-2, where the network is in one country: private addresses are in no database. */
  readonly country?: string | undefined;
  readonly city?: string | undefined;
}

/** Networks by address; the narrowest that holds it counts. A look-up costs one comparison of text for each length of prefix that is in use. */
export class NamedNetworks {
  private readonly known = new Map<string, NamedNetwork>();
  private readonly lengths: { readonly v4: number[]; readonly v6: number[] } = { v4: [], v6: [] };

  /** @throws HabitusError HAB-CONF-003 for a text that is no network */
  public add(cidr: string, network: NamedNetwork): void {
    const { bytes, length } = parsed(cidr);
    const lengths = bytes.length === 4 ? this.lengths.v4 : this.lengths.v6;
    if (!lengths.includes(length)) lengths.push(length);
    lengths.sort((one, other) => other - one);
    const key = keyOf(bytes, length);
    if (!this.known.has(key)) this.known.set(key, network);
  }

  /** @param address as `toByteArray` of ipaddr.js gives it */
  public find(address: readonly number[]): NamedNetwork | undefined {
    for (const length of address.length === 4 ? this.lengths.v4 : this.lengths.v6) {
      const found = this.known.get(keyOf(address, length));
      if (found) return found;
    }
    return undefined;
  }
}

/** Networks of a text, one a line; `#` begins a comment. */
export function networksOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '');
}

function parsed(cidr: string): { readonly bytes: readonly number[]; readonly length: number } {
  const [text = '', bits] = cidr.split('/');
  const isAddress = ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
  const bytes = isAddress ? ipaddr.parse(text).toByteArray() : [];
  const most = bytes.length * 8;
  const length = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : most + 1;
  if (!isAddress || length > most) throw new HabitusError('HAB-CONF-003', cidr, 'a network as 10.0.0.0/8 or 2001:db8::/32');
  return { bytes, length };
}

function keyOf(bytes: readonly number[], length: number): string {
  let key = `${length}`;
  for (let index = 0, left = length; left > 0; index++, left -= 8) {
    const byte = bytes[index] ?? 0;
    key += `:${left >= 8 ? byte : byte & (0xff << (8 - left))}`;
  }
  return `${bytes.length}/${key}`;
}
