import { qrPath } from '../parts/qr-path.ts';
import css from './print-qr.module.css';

/** Drawn at once, as a path: sharp at any printer's resolution. The words beside it say the same. */
export function PrintQr({ text }: { text: string }) {
  const { size, path } = qrPath(text);
  return (
    <svg class={css.qr} data-code viewBox={`0 0 ${size} ${size}`} aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
