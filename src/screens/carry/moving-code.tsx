import { useEffect, useRef } from 'preact/hooks';
import type { FountainSender } from '../../encoding/fountain-sender.ts';
import { type QrModules, qrModules } from '../../encoding/qr-modules.ts';
import { frameText } from '../../protocol/carried-text.ts';
import css from './moving-code.module.css';
import { CODES_PER_SECOND } from './moving-codes.ts';

const QUIET_MODULES = 4;

export interface MovingCodeProps {
  readonly sender: FountainSender;
  /** What it is, for whoever cannot see it. */
  readonly label: string;
}

/** Codes one after the other, without an end: whoever watches long enough has it all. One that says it all stands still. */
export function MovingCode({ sender, label }: MovingCodeProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const shown = canvas.current;
    if (!shown) return;
    const draw = (number: number) =>
      drawCode(shown, qrModules(frameText(sender.frame(number)), 'passing'));
    draw(0);
    if (sender.blockCount === 1) return;
    let [number, startedAt, request] = [0, performance.now(), 0];
    const step = (now: number) => {
      request = requestAnimationFrame(step);
      if (now - startedAt < 1000 / CODES_PER_SECOND) return;
      // A phone that fell behind shows fewer codes, not all that it missed.
      startedAt = Math.max(startedAt + 1000 / CODES_PER_SECOND, now - 1000 / CODES_PER_SECOND);
      number += 1;
      draw(number);
    };
    request = requestAnimationFrame(step);
    return () => cancelAnimationFrame(request);
  }, [sender]);
  return <canvas ref={canvas} class={css.code} role="img" aria-label={label} />;
}

/** In whole pixels, so that every square is as wide as the next. */
function drawCode(canvas: HTMLCanvasElement, modules: QrModules): void {
  const across = modules.length + 2 * QUIET_MODULES;
  const pixels = Math.max(2, Math.round((canvas.clientWidth * devicePixelRatio) / across));
  const side = across * pixels;
  if (canvas.width !== side) {
    canvas.width = side;
    canvas.height = side;
  }
  const context = canvas.getContext('2d');
  if (!context) return;
  const { backgroundColor, color } = getComputedStyle(canvas);
  context.fillStyle = backgroundColor;
  context.fillRect(0, 0, side, side);
  context.fillStyle = color;
  for (const [y, row] of modules.entries()) {
    for (let x = 0; x < row.length; x += 1) {
      if (!row[x]) continue;
      const from = x;
      while (row[x + 1]) x += 1;
      const [left, top] = [(from + QUIET_MODULES) * pixels, (y + QUIET_MODULES) * pixels];
      context.fillRect(left, top, (x - from + 1) * pixels, pixels);
    }
  }
}
