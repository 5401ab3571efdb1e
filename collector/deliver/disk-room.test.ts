import { DiskRoom } from './disk-room';

test('what is taken is reckoned until the file system is asked again', async () => {
  let free = 1_000;
  const room = new DiskRoom('/', 300, async () => await Promise.resolve(free));
  await room.refresh();
  room.take(500);
  expect(() => room.take(201)).toThrow(/HAB-RECV-003.*more than 300 bytes free/);
  room.take(200);
  free = 2_000;
  await room.refresh();
  room.take(1_700);
});

test('a file system that does not say leaves no limit', async () => {
  const room = new DiskRoom('/', 300, async () => await Promise.reject(new Error('ENOSYS')));
  await room.refresh();
  room.take(1e12);
});
