import type { Bytes } from '../../src/encoding/bytes.ts';
import { decodeCbor, encodeCbor } from '../../src/encoding/cbor.ts';
import type { Chance } from './chance.ts';

const ODD_NUMBERS = [
  0,
  1,
  -1,
  23,
  24,
  255,
  256,
  65_535,
  65_536,
  0xffff_ffff,
  2 ** 32,
  2 ** 53 - 1,
  -(2 ** 53 - 1),
];
const ODD_TEXTS = [
  '',
  '\u0000',
  '\u202e',
  '静',
  '😀',
  '\ud800',
  'a'.repeat(300),
  '__proto__',
  '-1',
];

/** One to four changes of single bytes, of stretches, of the length. */
export function mutateBytes(chance: Chance, bytes: Uint8Array, other: Uint8Array): Bytes {
  let changed = [...bytes];
  for (let left = 1 + chance.below(4); left > 0; left--) {
    const at = chance.below(changed.length + 1);
    const length = 1 + chance.below(8);
    switch (chance.below(8)) {
      case 0:
      case 1:
      case 2:
        flipBit(changed, at, chance.below(8));
        break;
      case 3:
        changed[at % Math.max(1, changed.length)] = chance.oneOf([0, 1, 0x7f, 0x80, 0xff]);
        break;
      case 4:
        changed.splice(at, length);
        break;
      case 5:
        changed.splice(at, 0, ...Array.from({ length }, () => chance.below(256)));
        break;
      case 6:
        changed = [...changed.slice(0, at), ...other.slice(at)];
        break;
      default:
        changed = changed.slice(0, at);
    }
  }
  return Uint8Array.from(changed);
}

function flipBit(bytes: number[], at: number, bit: number): void {
  const index = at % Math.max(1, bytes.length);
  bytes[index] = (bytes[index] ?? 0) ^ (1 << bit);
}

/** The same for text, with characters that the code's own alphabet has and others. */
export function mutateText(chance: Chance, text: string, alphabet: string): string {
  let changed = Array.from(text);
  const character = () =>
    chance.once(5) ? chance.oneOf(ODD_TEXTS) : alphabet.charAt(chance.below(alphabet.length));
  for (let left = 1 + chance.below(4); left > 0; left--) {
    const at = chance.below(changed.length + 1);
    switch (chance.below(7)) {
      case 0:
      case 1:
      case 2:
        changed[at] = character();
        break;
      case 3:
        changed.splice(at, 1 + chance.below(4));
        break;
      case 4:
        changed.splice(at, 0, character());
        break;
      case 5:
        changed.splice(at, 2, ...changed.slice(at, at + 2).reverse());
        break;
      default:
        changed = chance.once(40)
          ? [...changed, alphabet.charAt(0).repeat(5_000)]
          : changed.slice(0, at);
    }
  }
  return changed.join('');
}

/** CBOR that is still CBOR, of another shape or content: what gets past the first doors. */
export function mutateCbor(chance: Chance, bytes: Uint8Array, other: Uint8Array): Bytes {
  try {
    return encodeCbor(mutateValue(chance, decodeCbor(bytes), decodeCbor(other)));
  } catch {
    return mutateBytes(chance, bytes, other);
  }
}

function mutateValue(chance: Chance, value: unknown, other: unknown): unknown {
  if (chance.once(30)) return oddValue(chance);
  if (value instanceof Uint8Array) return mutateInner(chance, value, other);
  if (Array.isArray(value)) return mutateItems(chance, value, other);
  if (value instanceof Map) {
    const entries = mutateItems(chance, [...value], other instanceof Map ? [...other] : []);
    return new Map(entries.filter((one) => Array.isArray(one)) as [unknown, unknown][]);
  }
  if (typeof value === 'string') return mutateText(chance, value, 'a0é静');
  if (typeof value === 'number' && chance.once(2))
    return value + chance.oneOf([-1, 1, 60, 2 ** 31]);
  return oddValue(chance);
}

/** Byte strings hold CBOR of their own, keys and signatures. */
function mutateInner(chance: Chance, bytes: Uint8Array, other: unknown): Uint8Array {
  const twin = other instanceof Uint8Array ? other : bytes;
  if (chance.once(4)) return twin;
  return chance.once(2) ? mutateCbor(chance, bytes, twin) : mutateBytes(chance, bytes, twin);
}

function mutateItems(chance: Chance, items: readonly unknown[], other: unknown): unknown[] {
  const twins = Array.isArray(other) ? other : [];
  const at = chance.below(items.length);
  switch (chance.below(12)) {
    case 0:
      return items.toSpliced(at, 1);
    case 1:
      return items.toSpliced(at, 0, items[at]);
    case 2:
      return items.toSpliced(at, 0, oddValue(chance));
    case 3:
      return items.with(at, twins[at] ?? oddValue(chance));
    default:
      return items.length === 0
        ? [oddValue(chance)]
        : items.with(at, mutateValue(chance, items[at], twins[at]));
  }
}

function oddValue(chance: Chance): unknown {
  switch (chance.below(8)) {
    case 0:
      return chance.oneOf(ODD_TEXTS);
    case 1:
      return null;
    case 2:
      return chance.once(2);
    case 3:
      return new Uint8Array(chance.oneOf([0, 1, 16, 32, 64, 65, 300]));
    case 4:
      return Array.from({ length: chance.below(4) }, () => chance.oneOf(ODD_NUMBERS));
    case 5:
      return new Map([[chance.oneOf(ODD_NUMBERS), chance.oneOf(ODD_TEXTS)]]);
    case 6:
      return nested(chance.oneOf([3, 50, 400]));
    default:
      return chance.oneOf(ODD_NUMBERS);
  }
}

function nested(depth: number): unknown {
  let value: unknown = 0;
  for (let left = depth; left > 0; left--) value = [value];
  return value;
}

/** What JSON brings, in the shape of a good message or of none. */
export function mutateJson(chance: Chance, value: unknown): unknown {
  if (chance.once(6)) return oddJson(chance);
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    const at = chance.below(items.length);
    if (items.length === 0 || chance.once(4)) return [...items, ...items, oddJson(chance)];
    return items.with(at, mutateJson(chance, items[at]));
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    const at = chance.below(entries.length);
    const [name = 'a', item] = entries[at] ?? [];
    if (chance.once(5)) return Object.fromEntries(entries.toSpliced(at, 1));
    if (chance.once(8)) return { ...value, [chance.oneOf(ODD_TEXTS)]: oddJson(chance) };
    return { ...value, [name]: mutateJson(chance, item) };
  }
  if (typeof value === 'string') return mutateText(chance, value, 'aA0-_=静');
  return oddJson(chance);
}

function oddJson(chance: Chance): unknown {
  switch (chance.below(7)) {
    case 0:
      return chance.oneOf(ODD_TEXTS);
    case 1:
      return null;
    case 2:
      return chance.once(2);
    case 3:
      return JSON.parse('{"__proto__": {"kind": 1}, "constructor": 2}');
    case 4:
      return nested(chance.oneOf([1, 60, 2_000]));
    case 5:
      return chance.oneOf([0.5, -0, 1e308, Number.MAX_SAFE_INTEGER + 1]);
    default:
      return chance.oneOf(ODD_NUMBERS);
  }
}
