import { useEffect, useRef } from 'preact/hooks';

/** A page that has just been opened keeps the browser's own beginning. */
let isOpened = false;

/**
 * On every change of `screen`, and when it comes up after another one, puts the focus on the
 * heading, so that a screen reader says where it is and the keyboard starts at the top. Put the
 * ref around the screen.
 */
export function useArrival(screen: string) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isOpened) {
      isOpened = true;
      return;
    }
    window.scrollTo(0, 0);
    // A field that took the focus for itself keeps it.
    if (root.current?.contains(document.activeElement)) return;
    const heading = root.current?.querySelector<HTMLElement>('h1');
    if (!heading) return;
    heading.tabIndex = -1;
    // Nothing can be done with it: a ring around it would only puzzle.
    heading.style.outline = 'none';
    heading.focus({ preventScroll: true });
  }, [screen]);
  return root;
}
