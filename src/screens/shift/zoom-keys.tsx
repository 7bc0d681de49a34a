import { useLayoutEffect, useRef } from 'preact/hooks';
import type { CameraZoom } from '../../scanning/scanner.ts';
import { Icon } from '../../ui/icon.tsx';
import { say } from '../../words/i18n.ts';
import { usePinch } from './use-pinch.ts';
import css from './zoom-keys.module.css';

/** What one press changes: twice as near in two. */
const keyFactor = Math.SQRT2;

export interface ZoomKeysProps {
  readonly zoom: CameraZoom;
  readonly frame: 'code' | 'card';
  readonly onZoom: (zoom: number) => void;
}

/** Nearer and farther by a key, and with two fingers anywhere on the well that these stand in. */
export function ZoomKeys({ zoom, frame, onZoom }: ZoomKeysProps) {
  const keys = useRef<HTMLDivElement>(null);
  const well = useRef<HTMLElement>(null);
  const zoomAtStart = useRef(zoom.now);
  useLayoutEffect(() => {
    well.current = keys.current?.closest('section') ?? null;
  }, []);
  usePinch(
    well,
    () => {
      zoomAtStart.current = zoom.now;
    },
    (factor) => onZoom(zoomAtStart.current * factor),
  );
  const isNearest = zoom.now >= zoom.max;
  const isFarthest = zoom.now <= zoom.min;
  return (
    <div ref={keys} class={`${css.keys} ${css[frame]}`}>
      <button
        type="button"
        aria-label={say('well.zoom-in')}
        aria-disabled={isNearest}
        onClick={() => onZoom(zoom.now * keyFactor)}
      >
        <Icon name="plus" />
      </button>
      <button
        type="button"
        aria-label={say('well.zoom-out')}
        aria-disabled={isFarthest}
        onClick={() => onZoom(zoom.now / keyFactor)}
      >
        <Icon name="minus" />
      </button>
    </div>
  );
}
