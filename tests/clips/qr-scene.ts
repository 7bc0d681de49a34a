import { type QrModules, qrModules } from './qr-modules.ts';

export interface SceneLook {
  /** Quarter turns and more: in the plane of the picture. */
  readonly tiltDegrees?: number;
  /** Width of the code with its quiet zone, as a part of the picture's shorter side. */
  readonly scale?: number;
  /** Standard deviation of the sensor noise, in brightness steps of 255. */
  readonly noise?: number;
  /** Middle of the code, as an offset from the middle of the picture in pixels. */
  readonly offsetX?: number;
  readonly offsetY?: number;
  /** Light modules on a dark ground, as on a phone in its dark theme. */
  readonly inverted?: boolean;
}

const quietZone = 4;
const inkLuma = 38;
const paperLuma = 222;

/** A grey scene with the code on a card, slightly blurred. The same arguments give the same bytes. */
export function qrScene(
  text: string | null,
  width: number,
  height: number,
  look: SceneLook = {},
): Uint8ClampedArray<ArrayBuffer> {
  const scene = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      scene[y * width + x] = 96 + (40 * x) / width + (24 * y) / height;
    }
  }
  if (text !== null) drawCard(scene, width, height, qrModules(text), look);
  return finished(scene, width, height, look.noise ?? 0);
}

/** Two samples each way per pixel: the edge of a module falls between pixels, as in a lens. */
function drawCard(
  scene: Float32Array,
  width: number,
  height: number,
  modules: QrModules,
  look: SceneLook,
): void {
  const across = modules.length + 2 * quietZone;
  const card = cardLuma(modules, across, look.inverted ?? false);
  const side = (look.scale ?? 0.7) * Math.min(width, height);
  const angle = ((look.tiltDegrees ?? 0) * Math.PI) / 180;
  const cos = (Math.cos(angle) * across) / side;
  const sin = (Math.sin(angle) * across) / side;
  const middleX = width / 2 + (look.offsetX ?? 0);
  const middleY = height / 2 + (look.offsetY ?? 0);
  const reach = side * 0.71 + 1;
  const yEnd = Math.min(height, Math.ceil(middleY + reach));
  const xEnd = Math.min(width, Math.ceil(middleX + reach));
  for (let y = Math.max(0, Math.floor(middleY - reach)); y < yEnd; y++) {
    for (let x = Math.max(0, Math.floor(middleX - reach)); x < xEnd; x++) {
      const ground = scene[y * width + x] as number;
      let sum = 0;
      for (let sample = 0; sample < 4; sample++) {
        const fromX = x + ((sample & 1) === 0 ? 0.25 : 0.75) - middleX;
        const fromY = y + (sample < 2 ? 0.25 : 0.75) - middleY;
        const column = Math.floor(cos * fromX + sin * fromY + across / 2);
        const row = Math.floor(cos * fromY - sin * fromX + across / 2);
        const onCard = column >= 0 && column < across && row >= 0 && row < across;
        sum += onCard ? (card[row * across + column] as number) : ground;
      }
      scene[y * width + x] = sum / 4;
    }
  }
}

/** The card with its quiet zone, one byte for each module, row after row. */
function cardLuma(modules: QrModules, across: number, isInverted: boolean): Uint8Array {
  const [dark, light] = isInverted ? [paperLuma, inkLuma] : [inkLuma, paperLuma];
  const card = new Uint8Array(across * across).fill(light);
  for (const [row, columns] of modules.entries()) {
    for (const [column, isDark] of columns.entries()) {
      if (isDark) card[(row + quietZone) * across + column + quietZone] = dark;
    }
  }
  return card;
}

/** A 1-2-1 blur both ways, then noise. */
function finished(
  scene: Float32Array,
  width: number,
  height: number,
  noise: number,
): Uint8ClampedArray<ArrayBuffer> {
  const random = seededGaussian(20_220_118);
  const rows = new Float64Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const left = scene[x === 0 ? at : at - 1] as number;
      const right = scene[x === width - 1 ? at : at + 1] as number;
      rows[at] = left + 2 * (scene[at] as number) + right;
    }
  }
  const bytes = new Uint8ClampedArray(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const above = rows[y === 0 ? at : at - width] as number;
      const below = rows[y === height - 1 ? at : at + width] as number;
      const blurred = (above + 2 * (rows[at] as number) + below) / 16;
      bytes[at] = noise > 0 ? blurred + noise * random() : blurred;
    }
  }
  return bytes;
}

function seededGaussian(seed: number): () => number {
  let state = seed;
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 1) / 4_294_967_297;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}
