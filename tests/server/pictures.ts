import { crc32 } from 'node:zlib';

const ascii = (text: string): Buffer => Buffer.from(text, 'latin1');
const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const chunk = (name: string, content: Uint8Array): Buffer => {
  const body = Buffer.concat([ascii(name), content]);
  return Buffer.concat([uint32(content.length), body, uint32(crc32(body))]);
};

/** With no pixels when `pixels` is null. */
export const png = (
  width: number,
  height: number,
  { pixels = new Uint8Array(12) }: { pixels?: Uint8Array | null } = {},
): Uint8Array =>
  new Uint8Array(
    Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      chunk('IHDR', Buffer.concat([uint32(width), uint32(height), Buffer.from([8, 2, 0, 0, 0])])),
      ...(pixels ? [chunk('IDAT', pixels)] : []),
      chunk('IEND', new Uint8Array()),
    ]),
  );

const sized = (marker: number, content: readonly number[]): Buffer =>
  Buffer.from([0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 0xff, ...content]);

export const jpeg = (width: number, height: number, frames = 1): Uint8Array => {
  const frame = sized(0xc2, [8, height >> 8, height & 0xff, width >> 8, width & 0xff, 1, 1, 17, 0]);
  return new Uint8Array(
    Buffer.concat([
      Buffer.from([0xff, 0xd8]),
      // A small picture of its own, as cameras put one in.
      sized(0xe1, [0xff, 0xd8, 0xff, 0xd9]),
      ...Array(frames).fill(frame),
      sized(0xda, [1, 1, 0, 0, 63, 0]),
      Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]),
      sized(0xc4, [0, 1, 2]),
      sized(0xda, [1, 1, 0, 0, 63, 0]),
      Buffer.from([0x78, 0xff, 0xff, 0xd9]),
    ]),
  );
};

export const webp = (kind: 'VP8 ' | 'VP8L' | 'VP8X', width: number, height: number): Uint8Array => {
  const content = Buffer.alloc(18);
  if (kind === 'VP8 ') {
    content.set([0x9d, 0x01, 0x2a], 3);
    content.writeUInt16LE(width, 6);
    content.writeUInt16LE(height, 8);
  } else if (kind === 'VP8L') {
    content[0] = 0x2f;
    content.writeUInt32LE((width - 1) | ((height - 1) << 14), 1);
  } else {
    content.writeUIntLE(width - 1, 4, 3);
    content.writeUIntLE(height - 1, 7, 3);
  }
  const length = Buffer.alloc(4);
  length.writeUInt32LE(content.length);
  const body = Buffer.concat([ascii(`WEBP${kind}`), length, content]);
  const whole = Buffer.alloc(4);
  whole.writeUInt32LE(body.length);
  return new Uint8Array(Buffer.concat([ascii('RIFF'), whole, body]));
};
