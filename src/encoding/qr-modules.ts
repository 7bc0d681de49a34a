const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

/** From version 10 to 26 the count of characters has always 11 bits; nothing of ours is shorter or longer. */
const FIRST_VERSION = 10;
/** By version from there: correction codewords of a block, and blocks (ISO/IEC 18004, table 9). */
interface Plan {
  /** As it is written in the code: M 0, L 1. */
  readonly levels: readonly number[];
  readonly correction: readonly number[];
  readonly blocks: readonly number[];
}
const L_FROM_19 = [28, 28, 28, 28, 30, 30, 26, 28];
const L_BLOCKS_FROM_19 = [7, 8, 8, 9, 9, 10, 12, 12];
const PLANS = {
  /** Level M up to version 18, L from there on, so that a full form still makes squares that a phone can see. */
  printed: {
    levels: [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1],
    correction: [26, 30, 22, 22, 24, 24, 28, 28, 26, ...L_FROM_19],
    blocks: [5, 5, 8, 9, 9, 10, 10, 11, 13, ...L_BLOCKS_FROM_19],
  },
  /** One of many that follow each other on a screen: level L always, and the first mask, as trying all takes too long. */
  passing: {
    levels: new Array<number>(17).fill(1),
    correction: [18, 20, 24, 26, 30, 22, 24, 28, 30, ...L_FROM_19],
    blocks: [4, 4, 4, 4, 4, 6, 6, 6, 6, ...L_BLOCKS_FROM_19],
  },
} as const satisfies Record<string, Plan>;

type Grid = boolean[][];
export type QrModules = readonly (readonly boolean[])[];

/** Rows of modules, true is dark, without a quiet zone. Throws on text that is not alphanumeric or too long. */
export function qrModules(text: string, use: keyof typeof PLANS = 'printed'): QrModules {
  const plan: Plan = PLANS[use];
  const bits = bitsOf(text);
  const index = plan.blocks.findIndex((_, at) => bits.length <= dataCodewords(plan, at) * 8);
  if (index < 0) throw new RangeError('too long for a code');
  const version = FIRST_VERSION + index;
  const size = version * 4 + 17;
  const grid: Grid = Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
  const isFixed: Grid = grid.map((row) => [...row]);
  drawFixed(version, (x, y, isDark) => {
    (grid[y] as boolean[])[x] = isDark;
    (isFixed[y] as boolean[])[x] = true;
  });
  const data = filled(bits, dataCodewords(plan, index));
  drawData(grid, isFixed, withCorrection(data, plan, index));
  const level = plan.levels[index] ?? 0;
  return use === 'passing' ? masked(grid, isFixed, level, 0) : bestMasked(grid, isFixed, level);
}

/** Modules of a version that hold data, in whole codewords. */
function allCodewords(version: number): number {
  const aligned = Math.floor(version / 7) + 2;
  const modules = (16 * version + 128) * version + 64 - ((25 * aligned - 10) * aligned - 55) - 36;
  return Math.floor(modules / 8);
}

const dataCodewords = ({ correction, blocks }: Plan, index: number): number =>
  allCodewords(FIRST_VERSION + index) - (correction[index] ?? 0) * (blocks[index] ?? 0);

/** Mode, count, and the characters in pairs; without what fills the rest. */
function bitsOf(text: string): string {
  let bits = `0010${binary(text.length, 11)}`;
  for (let at = 0; at < text.length; at += 2) {
    const pair = Array.from(text.slice(at, at + 2), (sign) => ALPHABET.indexOf(sign));
    if (pair.includes(-1)) throw new RangeError('not alphanumeric');
    const [first = 0, second] = pair;
    bits += second === undefined ? binary(first, 6) : binary(first * 45 + second, 11);
  }
  return bits;
}

const binary = (value: number, length: number): string => value.toString(2).padStart(length, '0');

function filled(bits: string, codewords: number): number[] {
  const ended = bits + '0000'.slice(0, codewords * 8 - bits.length);
  const whole = ended.padEnd(Math.ceil(ended.length / 8) * 8, '0');
  const bytes = Array.from({ length: whole.length / 8 }, (_, at) =>
    Number.parseInt(whole.slice(at * 8, at * 8 + 8), 2),
  );
  for (let pad = 0xec; bytes.length < codewords; pad ^= 0xec ^ 0x11) bytes.push(pad);
  return bytes;
}

/** Reed-Solomon over GF(256) modulo 0x11d. */
function multiply(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((b >>> bit) & 1) * a;
  }
  return product;
}

function generatorOf(degree: number): number[] {
  const polynomial = new Array<number>(degree - 1).fill(0).concat(1);
  for (let root = 1, step = 0; step < degree; step += 1, root = multiply(root, 2)) {
    for (let at = 0; at < degree; at += 1) {
      polynomial[at] = multiply(polynomial[at] ?? 0, root) ^ (polynomial[at + 1] ?? 0);
    }
  }
  return polynomial;
}

function remainderOf(data: readonly number[], generator: readonly number[]): number[] {
  const rest = generator.map(() => 0);
  for (const byte of data) {
    const factor = byte ^ (rest.shift() ?? 0);
    rest.push(0);
    generator.forEach((one, at) => {
      rest[at] = (rest[at] ?? 0) ^ multiply(one, factor);
    });
  }
  return rest;
}

/** Blocks of nearly one length, the shorter ones first; then a codeword of each in turn. */
function withCorrection(data: readonly number[], plan: Plan, index: number): number[] {
  const count = plan.blocks[index] ?? 1;
  const generator = generatorOf(plan.correction[index] ?? 0);
  const short = Math.floor(data.length / count);
  const shortCount = count - (data.length % count);
  const blocks = Array.from({ length: count }, (_, block) => {
    const start = block * short + Math.max(0, block - shortCount);
    return data.slice(start, start + short + (block < shortCount ? 0 : 1));
  });
  const corrections = blocks.map((block) => remainderOf(block, generator));
  return [...inTurn(blocks, short + 1), ...inTurn(corrections, generator.length)];
}

const inTurn = (blocks: readonly (readonly number[])[], length: number): number[] =>
  Array.from({ length }, (_, at) => blocks.flatMap((block) => block[at] ?? [])).flat();

type Draw = (x: number, y: number, isDark: boolean) => void;

/** Timing, finders, alignment and version; the places of the format are taken, and written with the mask. */
function drawFixed(version: number, draw: Draw): void {
  const size = version * 4 + 17;
  for (let at = 0; at < size; at += 1) {
    draw(6, at, at % 2 === 0);
    draw(at, 6, at % 2 === 0);
  }
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const) {
    square(x, y, 4, (distance) => distance !== 2 && distance !== 4, size, draw);
  }
  const places = alignmentPlaces(version);
  const last = places.at(-1) ?? 0;
  for (const x of places) {
    for (const y of places) {
      const isFinder = (x === 6 && (y === 6 || y === last)) || (x === last && y === 6);
      if (!isFinder) square(x, y, 2, (distance) => distance !== 1, size, draw);
    }
  }
  const versionBits = (version << 12) | divided(version, 12, 0x1f25);
  for (let bit = 0; bit < 18; bit += 1) {
    const isDark = ((versionBits >>> bit) & 1) === 1;
    const [far, near] = [size - 11 + (bit % 3), Math.floor(bit / 3)];
    draw(far, near, isDark);
    draw(near, far, isDark);
  }
  drawFormat(size, 0, draw);
}

function square(
  x: number,
  y: number,
  radius: number,
  isDark: (distance: number) => boolean,
  size: number,
  draw: Draw,
): void {
  for (let dy = -radius; dy <= radius; dy += 1) {
    for (let dx = -radius; dx <= radius; dx += 1) {
      const [atX, atY] = [x + dx, y + dy];
      if (atX < 0 || atY < 0 || atX >= size || atY >= size) continue;
      draw(atX, atY, isDark(Math.max(Math.abs(dx), Math.abs(dy))));
    }
  }
}

function alignmentPlaces(version: number): number[] {
  const count = Math.floor(version / 7) + 2;
  const step = Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
  const far = Array.from({ length: count - 1 }, (_, at) => version * 4 + 10 - at * step);
  return [6, ...far.reverse()];
}

/** The check bits of a BCH code. */
function divided(value: number, length: number, polynomial: number): number {
  let rest = value;
  for (let step = 0; step < length; step += 1) {
    rest = (rest << 1) ^ ((rest >>> (length - 1)) * polynomial);
  }
  return rest;
}

/** `format` is level (M 00, L 01) and mask. */
function drawFormat(size: number, format: number, draw: Draw): void {
  const bits = ((format << 10) | divided(format, 10, 0x537)) ^ 0x5412;
  for (let at = 0; at < 15; at += 1) {
    const isDark = ((bits >>> at) & 1) === 1;
    if (at < 8) {
      draw(8, at < 6 ? at : at + 1, isDark);
      draw(size - 1 - at, 8, isDark);
    } else {
      draw(at === 8 ? 7 : 14 - at, 8, isDark);
      draw(8, size - 15 + at, isDark);
    }
  }
  draw(8, size - 8, true);
}

/** Two columns at a time from the right, upwards and downwards in turn. */
function drawData(grid: Grid, isFixed: Grid, codewords: readonly number[]): void {
  const size = grid.length;
  let bit = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    const isUpwards = ((right + 1) & 2) === 0;
    for (let step = 0; step < size; step += 1) {
      const y = isUpwards ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (isFixed[y]?.[x]) continue;
        const codeword = codewords[bit >>> 3] ?? 0;
        (grid[y] as boolean[])[x] = ((codeword >>> (7 - (bit & 7))) & 1) === 1;
        bit += 1;
      }
    }
  }
}

const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

function bestMasked(grid: Grid, isFixed: Grid, level: number): Grid {
  const all = MASKS.map((_, mask) => {
    const copy = masked(grid, isFixed, level, mask);
    return { copy, penalty: penaltyOf(copy) };
  });
  return all.reduce((best, one) => (one.penalty < best.penalty ? one : best)).copy;
}

function masked(grid: Grid, isFixed: Grid, level: number, mask: number): Grid {
  const isFlipped = MASKS[mask] ?? (() => false);
  const copy = grid.map((row, y) =>
    row.map((isDark, x) => isDark !== (!isFixed[y]?.[x] && isFlipped(x, y))),
  );
  drawFormat(grid.length, (level << 3) | mask, (x, y, isDark) => {
    (copy[y] as boolean[])[x] = isDark;
  });
  return copy;
}

/** The four rules of ISO/IEC 18004 for what is hard to read: runs, blocks, finders in the data, too dark or light. */
function penaltyOf(grid: Grid): number {
  const lines = [
    ...grid.map((row) => lineOf(row)),
    ...grid.map((_, x) => lineOf(grid.map((row) => row[x] ?? false))),
  ];
  let penalty = 0;
  for (const line of lines) {
    for (const [run] of line.matchAll(/0{5,}|1{5,}/g)) penalty += run.length - 2;
    penalty += [...line.matchAll(/(?=00001011101|10111010000)/g)].length * 40;
  }
  let dark = 0;
  grid.forEach((row, y) => {
    row.forEach((isDark, x) => {
      if (isDark) dark += 1;
      const below = grid[y + 1];
      const isBlock = isDark === row[x + 1] && isDark === below?.[x] && isDark === below?.[x + 1];
      if (isBlock) penalty += 3;
    });
  });
  return penalty + Math.floor(Math.abs(dark / grid.length ** 2 - 0.5) * 20) * 10;
}

const lineOf = (modules: readonly boolean[]): string =>
  modules.map((isDark) => (isDark ? '1' : '0')).join('');
