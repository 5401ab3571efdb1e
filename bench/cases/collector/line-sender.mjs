// Sends a prepared file of lines over TCP and ends. Arguments: file, port.
import { createReadStream } from 'node:fs';
import { connect } from 'node:net';
import { pipeline } from 'node:stream/promises';

const [file, port] = process.argv.slice(2);
await pipeline(createReadStream(file, { highWaterMark: 1 << 18 }), connect(Number(port), '127.0.0.1'));
