import type { Luma } from '../../src/scanning/worker/luma.ts';

/** Of the frame's height, so that the moving hand never cuts the picture. */
const scale = 0.9;
const groundLuma = 112;

/** A picture on a grey ground, each dot of the frame the mean of what it covers. The same arguments give the same bytes. */
export function pictureScene(
  picture: Luma,
  width: number,
  height: number,
  index: number,
): Uint8ClampedArray<ArrayBuffer> {
  const scene = new Uint8ClampedArray(width * height).fill(groundLuma);
  const side = Math.round(height * scale);
  const left = Math.round((width - side) / 2 + 9 * Math.sin(index / 2));
  const top = Math.round((height - side) / 2 + 6 * Math.cos(index / 3));
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      scene[(top + y) * width + left + x] = meanOf(picture, x / side, y / side, 1 / side);
    }
  }
  return scene;
}

/** Of the square whose corner and side are given as parts of the picture's width. */
function meanOf({ data, width, height }: Luma, x: number, y: number, side: number): number {
  const end = (from: number, length: number) =>
    Math.min(length, Math.max(Math.floor((from + side) * length), Math.floor(from * length) + 1));
  let sum = 0;
  let count = 0;
  for (let row = Math.floor(y * height); row < end(y, height); row++) {
    for (let column = Math.floor(x * width); column < end(x, width); column++) {
      sum += data[row * width + column] ?? 0;
      count++;
    }
  }
  return sum / count;
}
