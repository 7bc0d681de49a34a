import qrcode from 'qrcode-generator';

export interface QrPath {
  /** Modules on a side, the quiet zone of four on each side included. */
  readonly size: number;
  readonly path: string;
}

const QUIET = 4;

/**
 * One SVG path in modules; level M. `text` holds only characters of QR's alphanumeric mode, or, for a link, of ASCII:
 * others throw.
 */
export function qrPath(text: string, mode: 'Alphanumeric' | 'Byte' = 'Alphanumeric'): QrPath {
  // The package would take the low byte of any other character.
  if (/[^\x20-\x7e]/.test(text)) throw new Error('a code of other than ASCII');
  const code = qrcode(0, 'M');
  code.addData(text, mode);
  code.make();
  const count = code.getModuleCount();
  let path = '';
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      let length = 0;
      while (column + length < count && code.isDark(row, column + length)) length++;
      if (length > 0) path += `M${column + QUIET} ${row + QUIET}h${length}v1h-${length}z`;
      column += length;
    }
  }
  return { size: count + 2 * QUIET, path };
}
