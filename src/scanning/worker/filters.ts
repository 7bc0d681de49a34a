import type { Luma } from './luma.ts';

/**
 * Each pixel against the mean of the square around it: black below, white else. Reads through
 * glare, shadow and darkness, which no threshold over a larger part of the picture does.
 */
export function thresholded(luma: Luma, radius: number): Luma {
  const { data: from } = luma;
  const data = new Uint8ClampedArray(from.length);
  const area = (2 * radius + 1) ** 2;
  forEachMean(luma, radius, (i, sum) => {
    data[i] = (from[i] as number) * area < sum ? 0 : 255;
  });
  return { ...luma, data };
}

/** The mean of the square around each pixel: takes sensor noise away, and small modules with it. */
export function averaged(luma: Luma, radius: number): Luma {
  const data = new Uint8ClampedArray(luma.data.length);
  const part = 1 / (2 * radius + 1) ** 2;
  forEachMean(luma, radius, (i, sum) => {
    data[i] = sum * part;
  });
  return { ...luma, data };
}

/** What differs from the surroundings, three times as strong: brings modules back out of blur. */
export function sharpened(luma: Luma, radius: number): Luma {
  const { data: from } = luma;
  const data = new Uint8ClampedArray(from.length);
  const soft = averaged(averaged(luma, radius), radius).data;
  for (let i = 0; i < data.length; i++) data[i] = 3 * (from[i] as number) - 2 * (soft[i] as number);
  return { ...luma, data };
}

/** Calls back with the sum over the square around each pixel, edges repeated outwards. */
function forEachMean(luma: Luma, radius: number, found: (i: number, sum: number) => void): void {
  const { width, height, data } = luma;
  const columns = new Uint32Array(width);
  const lastX = width - 1;
  for (let y = -radius; y <= radius; y++) addRow(columns, data, rowAt(y, width, height), 1);
  for (let y = 0; y < height; y++) {
    let sum = 0;
    for (let x = -radius; x <= radius; x++)
      sum += columns[x < 0 ? 0 : Math.min(x, lastX)] as number;
    const row = y * width;
    for (let x = 0; x < width; x++) {
      found(row + x, sum);
      const enters = x + radius + 1;
      const leaves = x - radius;
      sum += columns[enters > lastX ? lastX : enters] as number;
      sum -= columns[leaves < 0 ? 0 : leaves] as number;
    }
    addRow(columns, data, rowAt(y + radius + 1, width, height), 1);
    addRow(columns, data, rowAt(y - radius, width, height), -1);
  }
}

const rowAt = (y: number, width: number, height: number): number =>
  Math.min(height - 1, Math.max(0, y)) * width;

function addRow(columns: Uint32Array, data: Uint8ClampedArray, row: number, sign: 1 | -1): void {
  for (let x = 0; x < columns.length; x++) {
    columns[x] = (columns[x] as number) + sign * (data[row + x] as number);
  }
}

/** By cubic interpolation, which keeps edges: for modules of about two pixels, too few for a decoder. */
export function enlarged(luma: Luma, factor: number): Luma {
  const width = Math.round(luma.width * factor);
  const height = Math.round(luma.height * factor);
  const { data: from } = luma;
  const wide = new Float32Array(width * luma.height);
  const across = spreads(width, luma.width, factor);
  for (let y = 0, i = 0; y < luma.height; y++) {
    const row = y * luma.width;
    for (let x = 0; x < width; x++, i++) {
      let sum = 0;
      for (let k = 4 * x; k < 4 * x + 4; k++) {
        sum += (across.shares[k] as number) * (from[row + (across.indexes[k] as number)] as number);
      }
      wide[i] = sum;
    }
  }
  const data = new Uint8ClampedArray(width * height);
  const down = spreads(height, luma.height, factor);
  for (let y = 0, i = 0; y < height; y++) {
    const [a, b, c, d] = down.shares.subarray(4 * y, 4 * y + 4) as unknown as Four;
    const [above, top, bottom, below] = down.indexes
      .subarray(4 * y, 4 * y + 4)
      .map((row) => row * width) as unknown as Four;
    for (let x = 0; x < width; x++, i++) {
      data[i] =
        a * (wide[above + x] as number) +
        b * (wide[top + x] as number) +
        c * (wide[bottom + x] as number) +
        d * (wide[below + x] as number);
    }
  }
  return { width, height, data };
}

type Four = readonly [number, number, number, number];

/** For each new pixel of a line the four old ones around it and the share of each (Catmull-Rom). */
function spreads(length: number, oldLength: number, factor: number) {
  const indexes = new Int32Array(4 * length);
  const shares = new Float32Array(4 * length);
  for (let i = 0; i < length; i++) {
    const at = (i + 0.5) / factor - 0.5;
    const before = Math.floor(at);
    const t = at - before;
    shares.set(catmullRom(t), 4 * i);
    for (let k = 0; k < 4; k++) {
      indexes[4 * i + k] = Math.min(oldLength - 1, Math.max(0, before - 1 + k));
    }
  }
  return { indexes, shares };
}

const catmullRom = (t: number): Four => [
  ((2 - t) * t - 1) * t * 0.5,
  ((3 * t - 5) * t * t + 2) * 0.5,
  ((4 - 3 * t) * t + 1) * t * 0.5,
  (t - 1) * t * t * 0.5,
];

/** By averaging what falls into each new pixel, also in part; `factor` is below 1. */
export function shrunk(luma: Luma, factor: number): Luma {
  const width = Math.max(1, Math.round(luma.width * factor));
  const height = Math.max(1, Math.round(luma.height * factor));
  const { data: from } = luma;
  const stepX = luma.width / width;
  const stepY = luma.height / height;
  const data = new Uint8ClampedArray(width * height);
  const columns = new Float32Array(luma.width);
  for (let y = 0, i = 0; y < height; y++) {
    columns.fill(0);
    addRange(y * stepY, (y + 1) * stepY, luma.height, (row, share) => {
      for (let x = 0, p = row * luma.width; x < luma.width; x++, p++) {
        columns[x] = (columns[x] as number) + (from[p] as number) * share;
      }
    });
    for (let x = 0; x < width; x++, i++) {
      let sum = 0;
      addRange(x * stepX, (x + 1) * stepX, luma.width, (column, share) => {
        sum += (columns[column] as number) * share;
      });
      data[i] = sum / (stepX * stepY);
    }
  }
  return { width, height, data };
}

/** Calls with each whole number that the range touches and how much of it is inside. */
function addRange(
  from: number,
  to: number,
  end: number,
  add: (index: number, share: number) => void,
): void {
  for (let index = Math.floor(from); index < Math.min(end, to); index++) {
    add(index, Math.min(to, index + 1) - Math.max(from, index));
  }
}
