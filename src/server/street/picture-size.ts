import { MAP_PICTURE_SIDE } from '../../protocol/today.ts';

export interface ReadPicture {
  readonly mediaType: 'image/png' | 'image/jpeg' | 'image/webp';
  /** Pixels, from 1 to MAP_PICTURE_SIDE. */
  readonly width: number;
  readonly height: number;
  /** Bytes of the picture itself; what follows them is none of it. */
  readonly length: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const isAt = (bytes: Uint8Array, at: number, wanted: readonly number[]): boolean =>
  wanted.every((byte, index) => bytes[at + index] === byte);
const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));

const PNG = [0x89, ...ascii('PNG\r\n'), 0x1a, 0x0a];
const [IHDR, IDAT, IEND] = [ascii('IHDR'), ascii('IDAT'), ascii('IEND')];

function readPng(bytes: Uint8Array): (Size & { length: number }) | null {
  const view = viewOf(bytes);
  const first = PNG.length;
  if (bytes.length < first + 25 || view.getUint32(first) !== 13 || !isAt(bytes, first + 4, IHDR)) {
    return null;
  }
  const size = { width: view.getUint32(first + 8), height: view.getUint32(first + 12) };
  let hasPixels = false;
  // A chunk is its length, its name, so many bytes and a checksum.
  for (let at = first; at + 12 <= bytes.length; ) {
    const next = at + 12 + view.getUint32(at);
    if (next > bytes.length) return null;
    if (isAt(bytes, at + 4, IDAT)) hasPixels = true;
    if (isAt(bytes, at + 4, IEND)) return hasPixels ? { ...size, length: next } : null;
    at = next;
  }
  return null;
}

const JPEG = [0xff, 0xd8, 0xff];
const [START_OF_SCAN, END_OF_IMAGE] = [0xda, 0xd9];
/** Of all kinds of coding; C4, C8 and CC stand for tables and such. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** Within a scan: a byte FF of its own, or where decoding may begin anew. */
const isWithinScan = (marker: number): boolean =>
  marker === 0x00 || (marker >= 0xd0 && marker <= 0xd7);

function readJpeg(bytes: Uint8Array): (Size & { length: number }) | null {
  const view = viewOf(bytes);
  let size: Size | null = null;
  let inScan = false;
  for (let at = 2; at + 1 < bytes.length; ) {
    const marker = bytes[at + 1] as number;
    if (bytes[at] !== 0xff || (inScan && isWithinScan(marker))) {
      if (!inScan) return null;
      const next = bytes.indexOf(0xff, at + 1);
      if (next < 0) return null;
      at = next;
    } else if (marker === 0xff) {
      at += 1;
    } else if (marker === END_OF_IMAGE) {
      return size && inScan ? { ...size, length: at + 2 } : null;
    } else {
      if (at + 4 > bytes.length) return null;
      const length = view.getUint16(at + 2);
      if (length < 2 || at + 2 + length > bytes.length) return null;
      if (isFrame(marker)) {
        // A second frame would be another size than the one that is bounded here.
        if (size || length < 8) return null;
        size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
      }
      inScan = marker === START_OF_SCAN || inScan;
      at += 2 + length;
    }
  }
  return null;
}

const [RIFF, WEBP] = [ascii('RIFF'), ascii('WEBP')];
const uint24 = (bytes: Uint8Array, at: number): number =>
  (bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16);

function webpSize(bytes: Uint8Array): Size | null {
  const view = viewOf(bytes);
  if (isAt(bytes, 12, ascii('VP8X'))) {
    return { width: uint24(bytes, 24) + 1, height: uint24(bytes, 27) + 1 };
  }
  if (isAt(bytes, 12, ascii('VP8L')) && bytes[20] === 0x2f) {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (isAt(bytes, 12, ascii('VP8 ')) && isAt(bytes, 23, [0x9d, 0x01, 0x2a])) {
    const side = (at: number) => view.getUint16(at, true) & 0x3fff;
    return { width: side(26), height: side(28) };
  }
  return null;
}

function readWebp(bytes: Uint8Array): (Size & { length: number }) | null {
  if (bytes.length < 30) return null;
  const length = 8 + viewOf(bytes).getUint32(4, true);
  if (length > bytes.length || length < 30) return null;
  const size = webpSize(bytes);
  return size && { ...size, length };
}

const inBounds = (side: number): boolean => side >= 1 && side <= MAP_PICTURE_SIDE;

/** By its bytes alone, whatever it is called. Null: none of these kinds, not all of it, or of no size that is taken. */
export function readPicture(bytes: Uint8Array): ReadPicture | null {
  const [mediaType, read] = isAt(bytes, 0, PNG)
    ? (['image/png', readPng(bytes)] as const)
    : isAt(bytes, 0, JPEG)
      ? (['image/jpeg', readJpeg(bytes)] as const)
      : isAt(bytes, 0, RIFF) && isAt(bytes, 8, WEBP)
        ? (['image/webp', readWebp(bytes)] as const)
        : ([null, null] as const);
  if (!mediaType || !read) return null;
  return inBounds(read.width) && inBounds(read.height) ? { mediaType, ...read } : null;
}
