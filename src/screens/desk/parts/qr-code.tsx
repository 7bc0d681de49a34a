import { useEffect, useState } from 'preact/hooks';
import css from './qr-code.module.css';
import type { QrPath } from './qr-path.ts';

interface QrCodeProps {
  text: string;
  /** Without it the code is decoration beside words that say the same. */
  label?: string;
  /** A link has small letters, which need a code of bytes. */
  isLink?: boolean;
}

/** Always dark on white, in the dark theme too: cameras expect it. The generator comes when the first one is drawn. */
export function QrCode({ text, label, isLink = false }: QrCodeProps) {
  const [qr, setQr] = useState<QrPath | null>(null);
  useEffect(() => {
    let isCurrent = true;
    import('./qr-path.ts').then(({ qrPath }) => {
      if (isCurrent) setQr(qrPath(text, isLink ? 'Byte' : 'Alphanumeric'));
    });
    return () => {
      isCurrent = false;
    };
  }, [text, isLink]);
  const picture = (
    <svg viewBox={`0 0 ${qr?.size ?? 41} ${qr?.size ?? 41}`} aria-hidden="true">
      <rect width="100%" height="100%" class={css.paper} />
      {qr && <path d={qr.path} class={css.ink} />}
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
