import { crc32, deflateSync } from 'node:zlib';
import { byteModules, type QrModules, qrModules } from './qr-modules.ts';

/** A screenshot of a code as a PNG, for everything that opens a picture instead of the camera. */
export const qrPicture = (text: string, pixelsPerModule = 6): Buffer =>
  modulesPicture(qrModules(text), pixelsPerModule);

/** The same of bytes that need not be any text. */
export const bytesPicture = (bytes: Uint8Array): Buffer => modulesPicture(byteModules(bytes), 6);

/** The same as grey values, not packed. */
export const qrLuma = (text: string, pixelsPerModule: number) =>
  modulesLuma(qrModules(text), pixelsPerModule);

function modulesPicture(modules: QrModules, pixelsPerModule: number): Buffer {
  const { data, side } = modulesLuma(modules, pixelsPerModule);
  return greyPng(data, side, side);
}

export function modulesLuma(modules: QrModules, pixelsPerModule: number) {
  const side = (modules.length + 8) * pixelsPerModule;
  const data = new Uint8ClampedArray(side * side).fill(255);
  for (const [row, cells] of modules.entries()) {
    for (const [column, isDark] of cells.entries()) {
      if (!isDark) continue;
      const left = (column + 4) * pixelsPerModule;
      for (let y = 0; y < pixelsPerModule; y++) {
        const start = ((row + 4) * pixelsPerModule + y) * side + left;
        data.fill(0, start, start + pixelsPerModule);
      }
    }
  }
  return { data, side };
}

/** An 8-bit greyscale PNG. */
export function greyPng(
  luma: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    rows.set(luma.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  }
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body]);
  const frame = Buffer.alloc(named.length + 8);
  frame.writeUInt32BE(body.length, 0);
  named.copy(frame, 4);
  frame.writeUInt32BE(crc32(named), named.length + 4);
  return frame;
}
