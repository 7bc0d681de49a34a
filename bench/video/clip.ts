// A clip of codes held up one after the other, each frame numbered in a strip beside the middle square.
import { open } from 'node:fs/promises';
import { type QrModules, qrModules } from '../../tests/clips/qr-modules.ts';
import {
  CODES,
  codeText,
  FRAMES_PER_CODE,
  FRAMES_PER_SECOND,
  GAP_FRAMES,
  CLIP_HEIGHT as height,
  MARK_BITS,
  MARK_SIDE,
  CLIP_WIDTH as width,
} from './clip-plan.ts';

/** Writes what Chromium plays as its camera, over and over. `noise`: standard deviation of the sensor's. */
export async function writeVideoClip(file: string, noise: number): Promise<void> {
  const handle = await open(file, 'w');
  try {
    await handle.write(`YUV4MPEG2 W${width} H${height} F${FRAMES_PER_SECOND}:1 Ip A1:1 C420jpeg\n`);
    const grey = Buffer.alloc((width * height) / 2, 128);
    const grain = grainOf(noise);
    let index = 0;
    for (let code = 0; code < CODES; code++) {
      const modules = qrModules(codeText(code));
      for (let frame = 0; frame < FRAMES_PER_CODE + GAP_FRAMES; frame++, index++) {
        const luma = Float32Array.from(ground);
        if (frame < FRAMES_PER_CODE) drawCode(luma, modules, code, frame);
        const bytes = new Uint8ClampedArray(luma.length);
        // Another part of the same grain for every frame: drawing it anew would take minutes.
        let at = (index * 7_919) % grain.length;
        for (let i = 0; i < bytes.length; i++) {
          bytes[i] = (luma[i] as number) + (grain[at] as number);
          if (++at === grain.length) at = 0;
        }
        mark(bytes, index);
        await handle.write(
          Buffer.concat([Buffer.from('FRAME\n'), Buffer.from(bytes.buffer), grey]),
        );
      }
    }
  } finally {
    await handle.close();
  }
}

const ground = groundOf();

function groundOf(): Float32Array {
  const lit = new Float32Array(width * height);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) lit[i] = 90 + (50 * x) / width + (30 * y) / height;
  }
  return lit;
}

function grainOf(noise: number): Float32Array {
  let state = 20_220_118;
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 1) / 4_294_967_297;
  };
  return Float32Array.from({ length: 1_000_003 }, () =>
    noise === 0
      ? 0
      : noise * Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
  );
}

const MOMENTS = 3;

/** A card that a hand moves and turns: drawn at three moments within the exposure. */
function drawCode(luma: Float32Array, modules: QrModules, code: number, frame: number): void {
  const across = modules.length + 8;
  const side = height * (0.42 + 0.03 * (code % 6));
  const reach = Math.ceil(side * 0.75);
  for (let moment = 0; moment < MOMENTS; moment++) {
    const time = frame + moment / 6;
    const angle = code * 0.7 + 0.25 * Math.sin(time / 9 + code);
    const middleX = width / 2 + 40 * Math.sin(time / 5 + code);
    const middleY = height / 2 + 30 * Math.cos(time / 6 + 2 * code);
    const cos = (Math.cos(angle) * across) / side;
    const sin = (Math.sin(angle) * across) / side;
    const xEnd = Math.min(width, middleX + reach);
    const yEnd = Math.min(height, middleY + reach);
    for (let y = Math.max(0, Math.floor(middleY - reach)); y < yEnd; y++) {
      for (let x = Math.max(0, Math.floor(middleX - reach)); x < xEnd; x++) {
        const column = Math.floor(cos * (x - middleX) + sin * (y - middleY) + across / 2);
        const row = Math.floor(cos * (y - middleY) - sin * (x - middleX) + across / 2);
        if (column < 0 || row < 0 || column >= across || row >= across) continue;
        const card = modules[row - 4]?.[column - 4] === true ? 40 : 215;
        const i = y * width + x;
        // The ground counts in every moment in which the card is not before it.
        luma[i] = (luma[i] as number) + (card - (ground[i] as number)) / MOMENTS;
      }
    }
  }
}

function mark(bytes: Uint8ClampedArray, index: number): void {
  for (let bit = 0; bit < MARK_BITS; bit++) {
    const value = (index >> bit) & 1 ? 235 : 16;
    for (let y = 0; y < MARK_SIDE; y++) {
      const from = y * width + bit * MARK_SIDE;
      bytes.fill(value, from, from + MARK_SIDE);
    }
  }
}
