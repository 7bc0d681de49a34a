import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/**
 * Two fingers on `element`: `onPinch` is told how far apart they are against the beginning (2: twice as
 * far), `onStart` before that. One finger still scrolls the page.
 */
export function usePinch(
  element: RefObject<HTMLElement | null>,
  onStart: () => void,
  onPinch: (factor: number) => void,
): void {
  const latest = useRef({ onStart, onPinch });
  latest.current = { onStart, onPinch };
  useEffect(() => {
    const place = element.current;
    if (place === null) return;
    const ending = new AbortController();
    const { signal } = ending;
    const fingers = new Map<number, PointerEvent>();
    let startDistance = 0;
    const distance = () => {
      const [a, b] = [...fingers.values()];
      return a && b ? Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) : 0;
    };
    const lift = (event: PointerEvent) => {
      fingers.delete(event.pointerId);
      startDistance = 0;
    };
    const press = (event: PointerEvent) => {
      if (event.pointerType === 'mouse') return;
      fingers.set(event.pointerId, event);
      startDistance = fingers.size === 2 ? distance() : 0;
      if (startDistance > 0) latest.current.onStart();
    };
    const move = (event: PointerEvent) => {
      if (!fingers.has(event.pointerId)) return;
      fingers.set(event.pointerId, event);
      if (startDistance > 0) latest.current.onPinch(distance() / startDistance);
    };
    place.addEventListener('pointerdown', press, { signal });
    place.addEventListener('pointermove', move, { signal });
    place.addEventListener('pointerup', lift, { signal });
    place.addEventListener('pointercancel', lift, { signal });
    // Else the browser takes two fingers for its own zoom of the page.
    place.style.touchAction = 'pan-y';
    return () => {
      ending.abort();
      place.style.touchAction = '';
    };
  }, [element]);
}
