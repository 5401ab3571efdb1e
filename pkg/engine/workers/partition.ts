/** Partitions of a namespace, fixed for ever: an entity's partition never changes. */
export const PARTITIONS = 256;
/** What is leased together: 16 partitions. So at most 16 workers score a namespace at once. */
export const GROUPS = 16;

/** Elasticsearch's own, for `terms` by partition: the cluster can count for one group what a worker scores of it. */
const SEED = 31;
const [C1, C2] = [0xcc9e2d51, 0x1b873593];
const encoder = new TextEncoder();

/** 0 to 255: MurmurHash3 x86 32 bit of the id in UTF-8, floor-modulo. The type plays no part, so what one id does as user and as account lies together. */
export function partitionOf(id: string): number {
  return murmur3(encoder.encode(id)) & (PARTITIONS - 1);
}

/** 0 to 15: the partition modulo 16, as `include: {partition, num_partitions: 16}` of Elasticsearch. */
export function groupOf(id: string): number {
  return partitionOf(id) & (GROUPS - 1);
}

/** Appleby's MurmurHash3_x86_32, as an unsigned number. */
function murmur3(bytes: Uint8Array): number {
  const blocks = bytes.length & ~3;
  let hash = SEED;
  for (let at = 0; at < blocks; at += 4) {
    hash ^= mixed(bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24));
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  let tail = 0;
  for (let at = bytes.length - 1; at >= blocks; at--) tail = (tail << 8) | bytes[at]!;
  if (bytes.length > blocks) hash ^= mixed(tail);
  return finished(hash ^ bytes.length);
}

function mixed(block: number): number {
  const k = Math.imul(block, C1);
  return Math.imul((k << 15) | (k >>> 17), C2);
}

function finished(hash: number): number {
  let h = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
