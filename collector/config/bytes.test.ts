import { bytesSchema } from './bytes';

test.each([
  [0, 0],
  ['1024', 1_024],
  ['512MiB', 512 * 1024 ** 2],
  ['2 gib', 2 * 1024 ** 3],
  ['1KB', 1_024],
])('%j is %s bytes', (written, expected) => {
  expect(bytesSchema.parse(written)).toBe(expected);
});

test.each([-1, 1.5, 'many', '1.5GiB', '', '10 parsecs'])('%j is refused with the form', (written) => {
  expect(bytesSchema.safeParse(written).error?.issues[0]?.message).toBe('bytes as 1073741824, 512MiB or 2GiB');
});
