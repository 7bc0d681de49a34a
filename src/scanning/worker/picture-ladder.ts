import type { CodeRead } from './code-read.ts';
import { averaged, enlarged, sharpened, shrunk, thresholded } from './filters.ts';
import { framed, halved, type Luma } from './luma.ts';
import type { CppAttempt, CppReader } from './zxing-cpp.ts';

const grey: CppAttempt = {
  binarizer: 'local',
  invert: true,
  denoise: true,
  downscale: true,
  thorough: true,
};
const blackAndWhite: CppAttempt = { ...grey, binarizer: 'fixed' };

interface Rung {
  readonly filtered: (luma: Luma) => Luma;
  readonly attempt: CppAttempt;
}

/** In the order of what each reads beyond those before it for its time. */
const rungs: readonly Rung[] = [
  { filtered: (luma) => thresholded(halved(luma), 12), attempt: blackAndWhite },
  { filtered: (luma) => sharpened(halved(luma), 2), attempt: grey },
  { filtered: (luma) => thresholded(averaged(luma, 1), 20), attempt: blackAndWhite },
  { filtered: (luma) => enlarged(luma, 1.5), attempt: grey },
  { filtered: (luma) => thresholded(luma, 10), attempt: blackAndWhite },
  { filtered: (luma) => framed(shrunk(luma, 0.7), 24), attempt: grey },
  { filtered: (luma) => enlarged(luma, 2), attempt: grey },
  { filtered: (luma) => shrunk(luma, 0.4), attempt: grey },
  { filtered: (luma) => sharpened(luma, 4), attempt: grey },
  { filtered: (luma) => sharpened(shrunk(luma, 1 / 3), 2), attempt: grey },
  { filtered: (luma) => thresholded(shrunk(luma, 0.7), 14), attempt: blackAndWhite },
  { filtered: (luma) => thresholded(enlarged(luma, 1.5), 15), attempt: blackAndWhite },
];

/** Pixels that the first attempt takes, and those after it. */
const mostPixels = 4_000_000;
const mostPixelsOfRungs = 700_000;

/**
 * One picture, in no hurry: as it is, then filtered in one way after the other. Gives up when
 * `now` passes the deadline, in milliseconds of the same clock. A read at the end of the error
 * correction is held back for a second one that agrees; it counts in the end when nothing spoke against it.
 */
export function readPictureByCpp(
  reader: CppReader,
  picture: Luma,
  now: () => number,
  deadlineMs: number,
): CodeRead | null {
  const held = new Map<string, CodeRead>();
  const attemptAt = (luma: Luma, attempt: CppAttempt): CodeRead | null => {
    const read = reader.read(luma, attempt);
    if (read === null) return null;
    const placed = rescaled(read, luma, picture);
    if (read.isSure || held.has(read.text)) return placed;
    held.set(read.text, placed);
    return null;
  };

  const whole = atMost(picture, mostPixels);
  const first = attemptAt(whole, grey);
  if (first !== null) return first;
  const working = atMost(whole, mostPixelsOfRungs);
  for (const { filtered, attempt } of rungs) {
    if (now() > deadlineMs) break;
    const read = attemptAt(filtered(working), attempt);
    if (read !== null) return read;
  }
  const [only, another] = held.values();
  return another === undefined ? (only ?? null) : null;
}

function atMost(luma: Luma, pixels: number): Luma {
  const factor = Math.sqrt(pixels / (luma.width * luma.height));
  return factor < 1 ? shrunk(luma, factor) : luma;
}

function rescaled(read: CodeRead, from: Luma, to: Luma): CodeRead {
  const x = to.width / from.width;
  const y = to.height / from.height;
  const [a, b, c, d] = read.corners;
  const moved = (point: { x: number; y: number }) => ({ x: point.x * x, y: point.y * y });
  return { ...read, corners: [moved(a), moved(b), moved(c), moved(d)] };
}
