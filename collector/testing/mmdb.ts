import ipaddr from 'ipaddr.js';

type Value = string | number | { readonly [key: string]: Value } | readonly Value[];
type Node = [Node | number | undefined, Node | number | undefined];

const NODE_BYTES = 8;
const SEPARATOR = 16;

/** A small MaxMind database (format 2.0, IPv6 tree, records of 32 bits) of networks and what is said of each. No data of MaxMind is in it. */
export function mmdb(type: string, networks: Readonly<Record<string, Value>>): Buffer {
  const root: Node = [undefined, undefined];
  const data: Buffer[] = [];
  let size = 0;
  for (const [cidr, value] of Object.entries(networks)) {
    insert(root, cidr, size);
    const bytes = encode(value);
    data.push(bytes);
    size += bytes.length;
  }
  const nodes: Node[] = [];
  number(root, nodes);
  const tree = Buffer.alloc(nodes.length * NODE_BYTES);
  nodes.forEach((node, index) => node.forEach((record, side) => tree.writeUInt32BE(target(record, nodes), index * NODE_BYTES + side * 4)));
  const about = { binary_format_major_version: 2, binary_format_minor_version: 0, build_epoch: 1, database_type: type };
  const metadata = encode({ ...about, description: {}, ip_version: 6, languages: ['en'], node_count: nodes.length, record_size: 32 });
  return Buffer.concat([tree, Buffer.alloc(SEPARATOR), ...data, Buffer.from('abcdef4d61784d696e642e636f6d', 'hex'), metadata]);
}

function insert(root: Node, cidr: string, offset: number): void {
  const [address, length] = ipaddr.parseCIDR(cidr);
  const bytes = address.kind() === 'ipv4' ? [...new Array<number>(12).fill(0), ...address.toByteArray()] : address.toByteArray();
  const depth = address.kind() === 'ipv4' ? length + 96 : length;
  let node = root;
  for (let bit = 0; bit < depth; bit++) {
    const side = ((bytes[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1;
    if (bit === depth - 1) node[side] = offset;
    else {
      const next = node[side];
      node = Array.isArray(next) ? next : (node[side] = [undefined, undefined]);
    }
  }
}

function number(node: Node, into: Node[]): void {
  into.push(node);
  for (const record of node) if (Array.isArray(record)) number(record, into);
}

function target(record: Node[number], nodes: Node[]): number {
  if (Array.isArray(record)) return nodes.indexOf(record);
  return record === undefined ? nodes.length : nodes.length + SEPARATOR + record;
}

/** Types of the format: 2 text, 3 double, 6 unsigned of 32 bits, 7 map, 11 array (extended: 0, then 11 - 7). */
function encode(value: Value): Buffer {
  if (typeof value === 'string') return Buffer.concat([control(2, Buffer.byteLength(value)), Buffer.from(value)]);
  if (typeof value === 'number') return Number.isInteger(value) ? unsigned(value) : double(value);
  if (isList(value)) return Buffer.concat([control(0, value.length, 4), ...value.map(encode)]);
  const entries = Object.entries(value);
  return Buffer.concat([control(7, entries.length), ...entries.flatMap(([key, one]) => [encode(key), encode(one)])]);
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function control(type: number, size: number, extended?: number): Buffer {
  const rest = extended === undefined ? [] : [extended];
  return Buffer.from(size < 29 ? [(type << 5) | size, ...rest] : [(type << 5) | 29, ...rest, size - 29]);
}

function unsigned(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return Buffer.concat([control(6, 4), bytes]);
}

function double(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return Buffer.concat([control(3, 8), bytes]);
}
