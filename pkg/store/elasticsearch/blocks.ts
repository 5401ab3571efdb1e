import ipaddr from 'ipaddr.js';

/** Whether a text is an address in one of the blocks. IPv4 and its IPv4-mapped IPv6 form are one, as everywhere in Habitus. */
export function inBlocks(text: string, blocks: readonly string[]): boolean {
  const address = bytesOf(text);
  return address !== undefined && blocks.some((block) => inBlock(address, block));
}

/** Whether the text says a block, `10.0.0.0/8` or `2001:db8::/32`, or a single address. What does not, holds no address. */
export function isBlock(block: string): boolean {
  return lengthOf(block) !== undefined && bytesOf(networkOf(block)) !== undefined;
}

function inBlock(address: readonly number[], block: string): boolean {
  const [network, length] = [bytesOf(networkOf(block)), lengthOf(block)];
  if (network === undefined || length === undefined) return false;
  return network.every((byte, i) => {
    const bits = Math.min(8, Math.max(0, length - 8 * i));
    const mask = (0xff << (8 - bits)) & 0xff;
    return (byte & mask) === (address[i]! & mask);
  });
}

function networkOf(block: string): string {
  return block.split('/', 1)[0]!;
}

/** Bits of the network, counted as of an IPv6 address. */
function lengthOf(block: string): number | undefined {
  const [network, bits] = block.split('/');
  if (bits === undefined) return 128;
  const length = /^\d{1,3}$/.test(bits) ? Number(bits) + (network!.includes(':') ? 0 : 96) : NaN;
  return length <= 128 ? length : undefined;
}

function bytesOf(text: string): number[] | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text).toIPv4MappedAddress().toByteArray();
  return text.includes(':') && !text.includes('%') && ipaddr.IPv6.isValid(text) ? ipaddr.IPv6.parse(text).toByteArray() : undefined;
}
