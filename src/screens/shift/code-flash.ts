import type { CodeCorners } from '../../scanning/scanner.ts';
import css from './code-flash.module.css';
import { type Box, codePlace } from './code-place.ts';

const flashMs = 180;
const svg = 'http://www.w3.org/2000/svg';

/**
 * Outlines a code where it was read, above whatever screen it has brought up by then. Takes no touch, and
 * nothing waits for it.
 */
export function flashCode(video: HTMLVideoElement, box: Box, corners: CodeCorners): void {
  const size = { width: video.videoWidth, height: video.videoHeight };
  const isShown = box.width > 2 && size.width > 0 && corners.length > 0;
  if (!isShown) return;
  const flash = document.createElementNS(svg, 'svg');
  flash.setAttribute('class', css.flash ?? '');
  flash.setAttribute('aria-hidden', 'true');
  const { left, top, width, height } = box;
  Object.assign(flash.style, {
    left: `${left}px`,
    top: `${top}px`,
    width: `${width}px`,
    height: `${height}px`,
  });
  const inBox = { left: 0, top: 0, width, height };
  const isMirrored = video.dataset.facing === 'user';
  const points = codePlace(corners, size, inBox, isMirrored).join(' ');
  for (const part of [css.shade, css.line]) {
    const outline = document.createElementNS(svg, 'polygon');
    outline.setAttribute('class', part ?? '');
    outline.setAttribute('points', points);
    flash.append(outline);
  }
  document.body.append(flash);
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const fade = flash.animate({ opacity: [1, isStill ? 1 : 0] }, flashMs);
  fade.finished.finally(() => flash.remove());
}
