import { useEffect, useRef } from 'preact/hooks';

/**
 * On every change of `screen` puts the focus on the new screen's heading, so that a screen
 * reader says where it is and the keyboard starts at the top. Put the ref around the screen.
 */
export function useArrival(screen: string) {
  const root = useRef<HTMLDivElement>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    window.scrollTo(0, 0);
    // A field that took the focus for itself keeps it.
    if (root.current?.contains(document.activeElement)) return;
    const heading = root.current?.querySelector<HTMLElement>('h1');
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }, [screen]);
  return root;
}
