let table: Map<string, number> | null = null;

/** Every two-byte character by what TextDecoder makes of its bytes. */
function twoByteTable(): Map<string, number> {
  const decoder = new TextDecoder('gb18030');
  const found = new Map<string, number>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const sign = decoder.decode(Uint8Array.of(lead, trail));
      if (Array.from(sign).length === 1 && !found.has(sign)) found.set(sign, (lead << 8) | trail);
    }
  }
  return found;
}

/** The text as Excel on a Chinese Windows saves it. */
export function gb18030(text: string): Uint8Array {
  table ??= twoByteTable();
  const bytes: number[] = [];
  for (const sign of text) {
    const code = sign.codePointAt(0) as number;
    const pair = table.get(sign);
    if (code < 0x80) bytes.push(code);
    else if (pair !== undefined) bytes.push(pair >> 8, pair & 0xff);
    else throw new RangeError(`no two bytes for ${sign}`);
  }
  return Uint8Array.from(bytes);
}
