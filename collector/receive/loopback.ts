import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Whether only this machine can reach a receiver that listens there. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}

/** Networks whose senders are heard, as `10.0.0.0/8` or a single address. @returns undefined for a text that is none */
export function networks(list: readonly string[]): BlockList | undefined {
  const block = new BlockList();
  for (const text of list) if (!add(block, text)) return undefined;
  return block;
}

/** An IPv4 address in its IPv6 form (`::ffff:10.0.0.9`), as dual-stack sockets show it, is the IPv4 address. */
export function plainAddress(address: string): string {
  return address.startsWith('::ffff:') && isIPv4(address.slice(7)) ? address.slice(7) : address;
}

export function isWithin(block: BlockList, address: string): boolean {
  return isIPv4(address) ? block.check(address, 'ipv4') : isIPv6(address) && block.check(address, 'ipv6');
}

function add(block: BlockList, text: string): boolean {
  const [address = '', length] = text.split('/');
  const family = isIPv4(address) ? 'ipv4' : isIPv6(address) ? 'ipv6' : undefined;
  if (family === undefined) return false;
  const most = family === 'ipv4' ? 32 : 128;
  const bits = length === undefined ? most : /^\d{1,3}$/.test(length) ? Number(length) : most + 1;
  if (bits > most) return false;
  block.addSubnet(address, bits, family);
  return true;
}
