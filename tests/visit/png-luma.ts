import { inflateSync } from 'node:zlib';
import type { Luma } from '../../src/scanning/worker/luma.ts';

const SIGNATURE_BYTES = 8;

/** The green of a screenshot: 8 bits a channel, RGB or RGBA, not interlaced. Throws for any other PNG. */
export function pngLuma(png: Buffer): Luma {
  const header = chunks(png, 'IHDR')[0];
  if (!header) throw new Error('no PNG');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const channels = { 2: 3, 6: 4 }[header.readUInt8(9)];
  if (header.readUInt8(8) !== 8 || channels === undefined || header.readUInt8(12) !== 0)
    throw new Error('not a PNG as browsers make them');
  const lines = inflateSync(Buffer.concat(chunks(png, 'IDAT')));
  const stride = width * channels;
  const data = new Uint8ClampedArray(width * height);
  let above = new Uint8Array(stride);
  for (let y = 0; y < height; y++) {
    const start = y * (stride + 1);
    const line = new Uint8Array(lines.subarray(start + 1, start + 1 + stride));
    unfilter(line, above, lines[start] ?? 0, channels);
    for (let x = 0; x < width; x++) data[y * width + x] = line[x * channels + 1] ?? 0;
    above = line;
  }
  return { width, height, data };
}

function chunks(png: Buffer, type: string): Buffer[] {
  const found: Buffer[] = [];
  for (let at = SIGNATURE_BYTES; at + 8 <= png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === type)
      found.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return found;
}

/** Each byte is told as what it adds to a guess from the bytes to the left, above, and between. */
function unfilter(line: Uint8Array, above: Uint8Array, filter: number, channels: number): void {
  for (let at = 0; at < line.length; at++) {
    const left = at < channels ? 0 : (line[at - channels] ?? 0);
    const between = at < channels ? 0 : (above[at - channels] ?? 0);
    line[at] = (line[at] ?? 0) + guess(filter, left, above[at] ?? 0, between);
  }
}

function guess(filter: number, left: number, up: number, between: number): number {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  const [toLeft, toUp] = [Math.abs(up - between), Math.abs(left - between)];
  const toBetween = Math.abs(left + up - 2 * between);
  if (toLeft <= toUp && toLeft <= toBetween) return left;
  return toUp <= toBetween ? up : between;
}
