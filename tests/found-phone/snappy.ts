/**
 * Undoes one raw Snappy block that starts at `offset`; what follows it is not looked at. Null when it is none.
 * A decoder of our own because the ones on npm want the exact end of the block, which a search does not know.
 */
export function uncompressSnappy(bytes: Uint8Array, offset = 0): Uint8Array | null {
  let at = offset;
  let size = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    if (byte === undefined || shift > 28) return null;
    size += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) break;
  }
  if (size === 0 || size > 1 << 26) return null;
  const out = new Uint8Array(size);
  let filled = 0;
  while (filled < size) {
    const tag = bytes[at++];
    if (tag === undefined) return null;
    if ((tag & 3) === 0) {
      let length = tag >> 2;
      if (length >= 60) {
        const extra = length - 59;
        length = littleEndian(bytes, at, extra);
        at += extra;
      }
      length += 1;
      if (at + length > bytes.length || filled + length > size) return null;
      out.set(bytes.subarray(at, at + length), filled);
      at += length;
      filled += length;
      continue;
    }
    const kind = tag & 3;
    const length = kind === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
    const extra = kind === 1 ? 1 : kind === 2 ? 2 : 4;
    const distance = littleEndian(bytes, at, extra) + (kind === 1 ? (tag >> 5) << 8 : 0);
    at += extra;
    if (distance === 0 || distance > filled || filled + length > size) return null;
    for (let i = 0; i < length; i++, filled++) out[filled] = out[filled - distance] ?? 0;
  }
  return out;
}

function littleEndian(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let i = count - 1; i >= 0; i--) value = value * 256 + (bytes[at + i] ?? 0);
  return value;
}
