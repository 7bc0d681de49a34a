import { useMemo } from 'preact/hooks';
import css from './qr-code.module.css';
import { qrPath } from './qr-path.ts';

interface QrCodeProps {
  text: string;
  /** Without it the code is decoration beside words that say the same. */
  label?: string;
  /** A link has small letters, which need a code of bytes. */
  isLink?: boolean;
}

/** Always dark on white, in the dark theme too: cameras expect it. */
export function QrCode({ text, label, isLink = false }: QrCodeProps) {
  const { size, path } = useMemo(
    () => qrPath(text, isLink ? 'Byte' : 'Alphanumeric'),
    [text, isLink],
  );
  const picture = (
    <svg viewBox={`0 0 ${size} ${size}`} aria-hidden="true">
      <rect width="100%" height="100%" class={css.paper} />
      <path d={path} class={css.ink} />
    </svg>
  );
  return label === undefined ? (
    <span class={css.qr}>{picture}</span>
  ) : (
    <span class={css.qr} role="img" aria-label={label}>
      {picture}
    </span>
  );
}
