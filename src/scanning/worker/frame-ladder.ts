import type { CodeRead } from './code-read.ts';
import { sharpened, thresholded } from './filters.ts';
import { halved, type Luma, smoothed } from './luma.ts';
import type { CppAttempt, CppReader } from './zxing-cpp.ts';

const quick: CppAttempt = {
  binarizer: 'local',
  invert: false,
  denoise: false,
  downscale: false,
  thorough: false,
};
const light: CppAttempt = { ...quick, invert: true, denoise: true };

/** Turns in which the worker cuts the whole frame instead of its middle. */
export const isWholeTurn = (turn: number): boolean => turn % 6 === 2;

/**
 * One camera frame: the half that reads most and costs least, then one other attempt by turn, so
 * that a frame stays cheap and a code held for six frames meets every attempt. Without a turn the first is all.
 */
export function readFrameByCpp(
  reader: CppReader,
  luma: Luma,
  turn: number | null,
): CodeRead | null {
  const half = halved(luma);
  const read = reader.read(half, quick);
  if (read !== null) return doubledPlace(read);
  if (turn === null) return null;
  switch (turn % 6) {
    case 1:
      return placed(reader.read(half, light));
    case 2:
      return reader.read(luma, { ...quick, downscale: true });
    case 3:
      return reader.read(smoothed(luma), quick);
    case 4:
      return placed(reader.read(thresholded(half, 12), { ...quick, binarizer: 'fixed' }));
    case 5:
      return placed(reader.read(sharpened(half, 2), light));
    default:
      return reader.read(luma, quick);
  }
}

const placed = (read: CodeRead | null): CodeRead | null => read && doubledPlace(read);

function doubledPlace(read: CodeRead): CodeRead {
  const [a, b, c, d] = read.corners;
  const doubled = ({ x, y }: { x: number; y: number }) => ({ x: 2 * x, y: 2 * y });
  return { ...read, corners: [doubled(a), doubled(b), doubled(c), doubled(d)] };
}
