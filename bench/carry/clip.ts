// A phone that shows moving codes, before a camera of 720 lines in somebody's hand.
import { open } from 'node:fs/promises';
import { FountainSender } from '../../src/encoding/fountain-sender.ts';
import { type QrModules, qrModules } from '../../src/encoding/qr-modules.ts';
import { frameText, kindByte } from '../../src/protocol/carried-text.ts';
import {
  CLIP_FRAMES,
  FRAMES_PER_SECOND,
  CLIP_HEIGHT as height,
  logBytes,
  CLIP_WIDTH as width,
} from './clip-plan.ts';

export interface Filming {
  readonly bytesPerCode: number;
  readonly codesPerSecond: number;
  /** Standard deviation of the sensor's noise, in steps of brightness. */
  readonly noise: number;
}

/** Of the picture's height: the screen, with its quiet zone. */
const SCREEN = 0.72;
const [INK, PAPER, GROUND] = [28, 228, 70];

/** Writes what Chromium plays as its camera. The first code seen is none of the first blocks: nobody begins in time. */
export async function writeCarryClip(file: string, filming: Filming): Promise<void> {
  const { bytesPerCode, codesPerSecond, noise } = filming;
  const sender = new FountainSender(logBytes(), kindByte('log'), bytesPerCode);
  const modulesOf = (number: number) =>
    qrModules(frameText(sender.frame(number + sender.blockCount)), 'passing');
  const grey = Buffer.alloc((width * height) / 2, 128);
  const grain = grainOf(noise);
  const handle = await open(file, 'w');
  try {
    await handle.write(`YUV4MPEG2 W${width} H${height} F${FRAMES_PER_SECOND}:1 Ip A1:1 C420jpeg\n`);
    for (let index = 0; index < CLIP_FRAMES; index++) {
      // The screen changes in the middle of some exposures: those show both codes.
      const from = (index * codesPerSecond) / FRAMES_PER_SECOND;
      const to = ((index + 0.5) * codesPerSecond) / FRAMES_PER_SECOND;
      const first = Math.floor(from);
      const isBoth = Math.floor(to) > first;
      const luma = drawn(modulesOf(first), index);
      if (isBoth) {
        const part = (first + 1 - from) / (to - from);
        const second = drawn(modulesOf(first + 1), index);
        for (let i = 0; i < luma.length; i++) {
          luma[i] = part * (luma[i] as number) + (1 - part) * (second[i] as number);
        }
      }
      const bytes = new Uint8ClampedArray(luma.length);
      let at = (index * 7_919) % grain.length;
      for (let i = 0; i < bytes.length; i++) {
        bytes[i] = (luma[i] as number) + (grain[at] as number);
        if (++at === grain.length) at = 0;
      }
      await handle.write(Buffer.concat([Buffer.from('FRAME\n'), Buffer.from(bytes.buffer), grey]));
    }
  } finally {
    await handle.close();
  }
}

/** A hand that is never quite still; each pixel is the mean of four points, and the lens blurs them a little. */
function drawn(modules: QrModules, index: number): Float32Array {
  const across = modules.length + 8;
  const side = height * SCREEN;
  const angle = 0.05 + 0.03 * Math.sin(index / 17);
  const middleX = width / 2 + 14 * Math.sin(index / 11);
  const middleY = height / 2 + 10 * Math.cos(index / 13);
  const cos = (Math.cos(angle) * across) / side;
  const sin = (Math.sin(angle) * across) / side;
  const sharp = new Float32Array(width * height).fill(GROUND);
  const reach = Math.ceil(side * 0.75);
  const box = {
    left: Math.max(0, Math.floor(middleX - reach)),
    right: Math.min(width, Math.ceil(middleX + reach)),
    top: Math.max(0, Math.floor(middleY - reach)),
    bottom: Math.min(height, Math.ceil(middleY + reach)),
  };
  for (let y = box.top; y < box.bottom; y++) {
    for (let x = box.left; x < box.right; x++) {
      let sum = 0;
      for (let point = 0; point < 4; point++) {
        const dx = x + 0.25 + 0.5 * (point & 1) - middleX;
        const dy = y + 0.25 + 0.5 * (point >> 1) - middleY;
        const column = Math.floor(cos * dx + sin * dy + across / 2);
        const row = Math.floor(cos * dy - sin * dx + across / 2);
        const isOn = column >= 0 && row >= 0 && column < across && row < across;
        sum += !isOn ? GROUND : modules[row - 4]?.[column - 4] ? INK : PAPER;
      }
      sharp[y * width + x] = sum / 4;
    }
  }
  return blurred(sharp, box);
}

function blurred(
  sharp: Float32Array,
  box: { left: number; right: number; top: number; bottom: number },
): Float32Array {
  const soft = Float32Array.from(sharp);
  for (let y = Math.max(1, box.top); y < Math.min(height - 1, box.bottom); y++) {
    for (let x = Math.max(1, box.left); x < Math.min(width - 1, box.right); x++) {
      let sum = 0;
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          sum += (sharp[(y + dy) * width + x + dx] as number) * (2 - dx * dx) * (2 - dy * dy);
        }
      }
      soft[y * width + x] = sum / 16;
    }
  }
  return soft;
}

function grainOf(noise: number): Float32Array {
  let state = 20_220_118;
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 1) / 4_294_967_297;
  };
  return Float32Array.from(
    { length: 1_000_003 },
    () => noise * Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
  );
}
