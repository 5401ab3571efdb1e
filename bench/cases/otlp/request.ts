/** ExportLogsServiceRequest in protobuf, as far as the bench sends it: one resource, records with a time and text or whole-number attributes. */
export function logsRequest(resource: Attributes, records: readonly Sent[]): Buffer {
  const scope = records.map((record) => field(2, logRecord(record)));
  return field(1, Buffer.concat([field(1, attributes(1, resource)), field(2, Buffer.concat(scope))]));
}

type Attributes = Readonly<Record<string, string | number>>;

interface Sent {
  readonly at: number;
  readonly attributes: Attributes;
}

function logRecord({ at, attributes: own }: Sent): Buffer {
  const time = Buffer.alloc(9);
  time[0] = (1 << 3) | 1;
  time.writeBigUInt64LE(BigInt(at) * 1_000_000n, 1);
  return Buffer.concat([time, attributes(6, own)]);
}

function attributes(number: number, of: Attributes): Buffer {
  return Buffer.concat(
    Object.entries(of).map(([key, value]) => {
      const any = typeof value === 'string' ? field(1, Buffer.from(value)) : Buffer.from([3 << 3, ...varint(value)]);
      return field(number, Buffer.concat([field(1, Buffer.from(key)), field(2, any)]));
    })
  );
}

function field(number: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([(number << 3) | 2, ...varint(content.length)]), content]);
}

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(Math.floor(value / 128))];
}
