import type { Attempt, ReadPixels, SystemName } from './system.ts';
import { jsqr } from './systems/jsqr.ts';
import { kadian } from './systems/kadian.ts';
import { zxingJs } from './systems/zxing-js.ts';
import { zxingWasm } from './systems/zxing-wasm.ts';

const systems: Record<SystemName, ReadPixels> = {
  kadian,
  'zxing-js': zxingJs,
  'zxing-wasm': zxingWasm({ tryDenoise: false }),
  'zxing-wasm-denoise': zxingWasm({ tryDenoise: true }),
  jsqr,
};

let pixels = new ImageData(1, 1);

declare global {
  /** Opens a picture as every system gets it: all its pixels, upright, on white. */
  var openPicture: (base64: string) => Promise<void>;
  /** One attempt at the opened picture. */
  var readPicture: (system: SystemName) => Promise<Attempt>;
}

globalThis.openPicture = async (base64) => {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes]));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no 2d context');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0);
  pixels = context.getImageData(0, 0, canvas.width, canvas.height);
  bitmap.close();
};

globalThis.readPicture = async (system) => {
  const startedAt = performance.now();
  const texts = await systems[system](pixels);
  return { texts, ms: performance.now() - startedAt };
};
