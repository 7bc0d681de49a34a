import qrcode from 'qrcode-generator';

const QUIET = 2;
const INVERSE = '\u001b[7m';
const RESET = '\u001b[0m';

/**
 * A QR code of half blocks, two rows in a line. Drawn inverse on a terminal, which is dark as a rule:
 * light ink is the paper.
 */
export function terminalQr(text: string, inverse: boolean): string {
  const qr = qrcode(0, 'L');
  qr.addData(text);
  qr.make();
  const size = qr.getModuleCount();
  const isDark = (row: number, column: number): boolean =>
    row >= 0 && column >= 0 && row < size && column < size && qr.isDark(row, column);
  const lines: string[] = [];
  for (let row = -QUIET; row < size + QUIET; row += 2) {
    let line = '';
    for (let column = -QUIET; column < size + QUIET; column += 1) {
      const upper = isDark(row, column);
      const lower = isDark(row + 1, column);
      line += upper ? (lower ? '█' : '▀') : lower ? '▄' : ' ';
    }
    lines.push(inverse ? `${INVERSE}${line}${RESET}` : line);
  }
  return lines.join('\n');
}
