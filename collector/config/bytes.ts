import { z } from 'zod';

const FORM = /^(\d{1,15})(?: *([KMGT])i?B)?$/i;
const POWERS = 'KMGT';

/** A number of bytes, also as `512MiB` or `2GiB`; `MB` is meant as `MiB`. */
export const bytesSchema = z.unknown().transform((written, context) => {
  const bytes = typeof written === 'string' ? fromText(written) : written;
  if (typeof bytes === 'number' && Number.isSafeInteger(bytes) && bytes >= 0) return bytes;
  context.addIssue('bytes as 1073741824, 512MiB or 2GiB');
  return z.NEVER;
});

function fromText(text: string): number | undefined {
  const [, digits, unit] = FORM.exec(text.trim()) ?? [];
  return digits === undefined ? undefined : Number(digits) * 1024 ** (unit === undefined ? 0 : POWERS.indexOf(unit.toUpperCase()) + 1);
}
