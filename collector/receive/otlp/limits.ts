/** The largest body that is read, and the largest that it may become when decompressed: what OTLP's specification recommends. */
export const MOST_BYTES = 64 * 1024 * 1024;
