import { crc32, deflateRawSync } from 'node:zlib';

/** A tar file of these files, in the POSIX form. */
export function makeTar(files: Readonly<Record<string, string | Buffer>>): Buffer {
  const parts = Object.entries(files).flatMap(([name, content]) => [...member(name, '0', Buffer.from(content))]);
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}

function member(name: string, type: string, content: Buffer): Buffer[] {
  const long = name.length > 100 ? member('pax', 'x', paxPath(name)) : [];
  const header = Buffer.alloc(512);
  header.write(name.slice(0, 100), 0);
  header.write('0000644\0', 100);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('14721236100\0', 136);
  header.write('        ', 148);
  header.write(type, 156);
  header.write('ustar\x0000', 257);
  header.write(
    `${header
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148
  );
  return [...long, header, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
}

function paxPath(name: string): Buffer {
  const rest = ` path=${name}\n`;
  let length = rest.length + 2;
  if (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return Buffer.from(`${length}${rest}`);
}

export interface ZipFile {
  readonly name: string;
  readonly content: Buffer;
  readonly stored?: boolean;
  readonly encrypted?: boolean;
  /** Told wrongly. */
  readonly crc?: number;
  readonly size?: number;
}

/** A zip archive of these files. @param overlap all entries of the directory lead to the first file */
export function makeZip(files: readonly ZipFile[], overlap = false): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, stored = false, encrypted = false, crc = crc32(content), size = content.length } of files) {
    const packed = stored ? content : deflateRawSync(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(encrypted ? 1 : 0, 2);
    common.writeUInt16LE(stored ? 0 : 8, 4);
    common.writeUInt16LE(((2026 - 1980) << 9) | (11 << 5) | 24, 8);
    common.writeUInt32LE(crc, 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), common, Buffer.from(name), packed]);
    const behind = Buffer.alloc(14);
    behind.writeUInt32LE(overlap ? 0 : offset, 10);
    directory.push(Buffer.concat([Buffer.from('504b01021400', 'hex'), common, behind, Buffer.from(name)]));
    bodies.push(local);
    offset += local.length;
  }
  const names = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('504b0506', 0, 'hex');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(names.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, names, end]);
}
