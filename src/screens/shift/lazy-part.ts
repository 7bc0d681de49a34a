import { type ComponentType, h } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A part of a screen that may come later than the rest, or not at all while there is no network. */
export function lazyPart<P extends object>(
  load: () => Promise<ComponentType<P>>,
): ComponentType<P> {
  let loaded: ComponentType<P> | undefined;
  return function Part(props: P) {
    const [, setThere] = useState(false);
    useEffect(() => {
      if (loaded) return;
      void load().then(
        (part) => {
          loaded = part;
          setThere(true);
        },
        () => undefined,
      );
    }, []);
    return loaded ? h(loaded, props) : null;
  };
}
