import { seededRandom } from '../maths';
import { stateBlocks } from './columns';

const LAYOUT = { detector: 'example', version: 1, columns: { slots: ['f32', 168], at: ['f64', 1], small: ['u8', 3] } } as const;
const BLOCKS = stateBlocks(LAYOUT);

test('states that come and go hold what they held, and take room for that alone (seed 12)', () => {
  const random = seededRandom(12);
  const block = BLOCKS.empty(0);
  const truth: number[][] = [];
  for (let step = 0; step < 20_000; step++) {
    if (truth.length < 200) truth[block.add()] = new Array<number>(168).fill(0);
    const [index, slot, value] = [Math.floor(random() * truth.length), Math.floor(random() * 40), Math.floor(random() * 3)];
    block.at(index).columns.slots[slot] = value;
    truth[index]![slot] = value;
  }
  for (const [index, slots] of truth.entries()) expect([...block.at(index).columns.slots]).toEqual(slots);
  expect(block.bytes() / truth.length).toBeLessThan(400);
  const again = BLOCKS.restore(block.persist());
  for (const [index, slots] of truth.entries()) expect([...again.copy(index).columns.slots]).toEqual(slots);
});

test('a block in the midst of other memory, at any place, is read (a small file comes in a shared buffer)', () => {
  const block = BLOCKS.empty(1);
  block.at(block.add()).columns.slots[7] = 3;
  const bytes = block.persist();
  for (const place of [0, 8, 13]) {
    const shared = Buffer.alloc(place + bytes.length + 9, 0xff);
    shared.set(bytes, place);
    expect(BLOCKS.restore(shared.subarray(place, place + bytes.length)).at(0).columns.slots[7]).toBe(3);
  }
});

test('the first format, whole columns, is still read', () => {
  const name = Buffer.from('example');
  const header = Buffer.alloc(24);
  header.write('HBTS');
  header.writeUInt16LE(1, 4);
  header.writeUInt16LE(1, 6);
  header.writeUInt32LE(2, 8);
  header.writeUInt8(name.length, 12);
  name.copy(header, 13);
  const slots = Float32Array.from({ length: 336 }, (_, at) => (at % 5 === 0 ? at : 0));
  const bytes = Buffer.concat([header, Buffer.from(slots.buffer), Buffer.from(Float64Array.of(1.5, 2.5).buffer), Buffer.of(1, 2, 3, 4, 5, 6, 0, 0)]);
  const block = BLOCKS.restore(bytes);
  expect([...block.at(1).columns.slots]).toEqual([...slots.subarray(168)]);
  expect(block.at(1).columns.at[0]).toBe(2.5);
  expect([...block.at(0).columns.small]).toEqual([1, 2, 3]);
});
