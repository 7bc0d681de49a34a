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
  const side = (look.scale ?? 0.7) * Math.min(width, height);
  const angle = ((look.tiltDegrees ?? 0) * Math.PI) / 180;
  const cos = (Math.cos(angle) * across) / side;
  const sin = (Math.sin(angle) * across) / side;
  const middleX = width / 2 + (look.offsetX ?? 0);
  const middleY = height / 2 + (look.offsetY ?? 0);
  const reach = side * 0.71 + 1;
  const [dark, light] = look.inverted ? [paperLuma, inkLuma] : [inkLuma, paperLuma];
  const yEnd = Math.min(height, Math.ceil(middleY + reach));
  const xEnd = Math.min(width, Math.ceil(middleX + reach));
  for (let y = Math.max(0, Math.floor(middleY - reach)); y < yEnd; y++) {
    for (let x = Math.max(0, Math.floor(middleX - reach)); x < xEnd; x++) {
      const ground = scene[y * width + x] as number;
      let sum = 0;
      for (const [dx, dy] of samples) {
        const fromX = x + dx - middleX;
        const fromY = y + dy - middleY;
        const column = Math.floor(cos * fromX + sin * fromY + across / 2);
        const row = Math.floor(cos * fromY - sin * fromX + across / 2);
        const onCard = column >= 0 && column < across && row >= 0 && row < across;
        const isDark = modules[row - quietZone]?.[column - quietZone] === true;
        sum += onCard ? (isDark ? dark : light) : ground;
      }
      scene[y * width + x] = sum / samples.length;
    }
  }
}

const samples = [
  [0.25, 0.25],
  [0.75, 0.25],
  [0.25, 0.75],
  [0.75, 0.75],
] as const;

/** A 1-2-1 blur both ways, then noise. */
function finished(
  scene: Float32Array,
  width: number,
  height: number,
  noise: number,
): Uint8ClampedArray<ArrayBuffer> {
  const random = seededGaussian(20_220_118);
  const bytes = new Uint8ClampedArray(width * height);
  const at = (x: number, y: number) =>
    scene[Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))] ?? 0;
  const row = (x: number, y: number) => at(x - 1, y) + 2 * at(x, y) + at(x + 1, y);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const blurred = (row(x, y - 1) + 2 * row(x, y) + row(x, y + 1)) / 16;
      bytes[y * width + x] = blurred + (noise > 0 ? noise * random() : 0);
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
