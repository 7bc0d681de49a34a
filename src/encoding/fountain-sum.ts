/** Which blocks a frame adds up (exclusive or): one bit each, the lowest of the first word is block 0. */
export function blocksInFrame(streamId: number, number: number, count: number): Uint32Array {
  const words = new Uint32Array(Math.ceil(count / 32));
  if (number < count) {
    words[number >>> 5] = 1 << (number & 31);
    return words;
  }
  const seed = mixed(streamId ^ mixed(number));
  for (let at = 0; at < words.length; at += 1) words[at] = mixed(seed + Math.imul(at, 0x9e37_79b9));
  const rest = count & 31;
  if (rest > 0) words[words.length - 1] = (words.at(-1) ?? 0) & ((1 << rest) - 1);
  if (words.every((word) => word === 0)) words[0] = 1;
  return words;
}

/** The finish of MurmurHash3: every bit of the input changes half of the output. */
function mixed(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85eb_ca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2_ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** `target` ^= `other`, word by word. */
export function addWords(target: Uint32Array, other: Uint32Array): void {
  for (let at = 0; at < target.length; at += 1) {
    target[at] = (target[at] as number) ^ (other[at] as number);
  }
}
