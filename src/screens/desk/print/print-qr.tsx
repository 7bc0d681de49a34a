import { qrPath } from '../parts/qr-path.ts';
import css from './print-qr.module.css';

interface PrintQrProps {
  text: string;
  /** A link has small letters, which need a code of bytes. */
  isLink?: boolean;
}

/** Drawn at once, as a path: sharp at any printer's resolution. The words beside it say the same. */
export function PrintQr({ text, isLink = false }: PrintQrProps) {
  const { size, path } = qrPath(text, isLink ? 'Byte' : 'Alphanumeric');
  return (
    <svg class={css.qr} data-code viewBox={`0 0 ${size} ${size}`} aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
