import { type ComponentType, h } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { say } from '../../../words/i18n.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { Page } from '../parts/page.tsx';
import { LoadingNote } from '../parts/state-note.tsx';
import type { Live } from '../parts/use-live.ts';
import type { Section } from './use-section.ts';

/** A section whose code comes when it is first opened. */
export function lazySection<P extends { live: Live }>(
  section: Section,
  load: () => Promise<ComponentType<P>>,
): ComponentType<P> {
  let loaded: ComponentType<P> | null = null;
  return function LazySection(props: P) {
    const [attempt, setAttempt] = useState(0);
    const [phase, setPhase] = useState<'waiting' | 'there' | 'failed'>('waiting');
    const hadFocus = useRef(false);
    // The section takes the place of the page that waited for it, and its focus.
    useEffect(() => {
      if (hadFocus.current) document.getElementById('page')?.focus({ preventScroll: true });
    }, [phase]);
    useEffect(() => {
      if (loaded) return;
      let isGone = false;
      setPhase('waiting');
      load()
        .then((screen) => {
          loaded = screen;
          hadFocus.current = document.activeElement?.id === 'page';
          if (!isGone) setPhase('there');
        })
        .catch(() => !isGone && setPhase('failed'));
      return () => {
        isGone = true;
      };
    }, [attempt]);
    if (loaded) return h(loaded, props);
    return (
      <Page title={say(`desk.section-${section}`)} live={props.live}>
        {phase === 'failed' ? (
          <FailureNote
            why="server-away"
            sentence={say('lazy.failed')}
            onAgain={() => setAttempt(attempt + 1)}
          />
        ) : (
          <LoadingNote />
        )}
      </Page>
    );
  };
}
