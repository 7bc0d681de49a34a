/**
 * The text of a code's bytes. Codes rarely say their encoding: what is valid UTF-8 is that, what
 * looks like GB 2312 is that (older Chinese systems); `guessed` is the decoder's own reading,
 * which knows Shift JIS and Latin-1.
 */
export function textOfCode(bytes: Uint8Array, guessed: string, isMarked: boolean): string {
  if (isMarked || bytes.every((byte) => byte < 0x80)) return guessed;
  return decoded('utf-8', bytes) ?? (isGb2312(bytes) ? decoded('gb18030', bytes) : null) ?? guessed;
}

function decoded(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Every sign above ASCII in two bytes of GB 2312's own ranges. Shift JIS leads with lower bytes. */
function isGb2312(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i] as number;
    if (lead < 0x80) continue;
    const trail = bytes[++i] ?? 0;
    if (lead < 0xa1 || lead > 0xf7 || trail < 0xa1 || trail === 0xff) return false;
  }
  return true;
}
