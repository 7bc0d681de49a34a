import qrcode from 'qrcode-generator';

export interface QrPath {
  /** Modules on a side, the quiet zone of four on each side included. */
  readonly size: number;
  readonly path: string;
}

const QUIET = 4;

/** One SVG path in modules; level M. `text` holds only characters of QR's alphanumeric mode. */
export function qrPath(text: string): QrPath {
  const code = qrcode(0, 'M');
  code.addData(text, 'Alphanumeric');
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
