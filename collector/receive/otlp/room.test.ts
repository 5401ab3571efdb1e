import { OneAtATime, Room } from './room';

test('beyond its bytes it sends away, until some are given back; giving back twice counts once', () => {
  const room = new Room(100);
  const giveBack = room.take(60);
  expect(() => room.take(41)).toThrow(/HAB-RECV-003: expected room in memory for the request, got 60 bytes being received/);
  giveBack();
  giveBack();
  room.take(100);
  expect(() => room.take(1)).toThrow(/HAB-RECV-003/);
});

test('one work after the other, also after one that failed', async () => {
  const order: string[] = [];
  const queue = new OneAtATime();
  const work = (name: string): Promise<void> =>
    queue.run(async () => {
      order.push(`${name} begins`);
      await Promise.resolve();
      order.push(`${name} ends`);
      if (name === 'a') throw new Error('failed');
    });
  const [first] = await Promise.allSettled([work('a'), work('b')]);
  expect(first.status).toBe('rejected');
  expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
});
