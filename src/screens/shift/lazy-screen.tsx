import { type ComponentType, h } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Button } from '../../ui/button.tsx';
import { Acts, Say, Screen } from '../../ui/screen.tsx';
import { say } from '../../words/i18n.ts';

/** Shorter waits show nothing, longer ones say so. */
const patienceMs = 400;

export type LazyScreen<P> = ComponentType<P> & { readonly prefetch: () => void };

/** A screen whose code comes when it is first needed, or at idle by `prefetch`. */
export function lazyScreen<P extends object>(load: () => Promise<ComponentType<P>>): LazyScreen<P> {
  let loaded: ComponentType<P> | undefined;
  const fetchIt = () =>
    load().then((screen) => {
      loaded = screen;
    });
  function Lazy(props: P) {
    const [view, setView] = useState<'waiting' | 'long' | 'failed' | 'there'>('waiting');
    const [attempt, setAttempt] = useState(0);
    useEffect(() => {
      if (loaded) return;
      let isGone = false;
      const timer = setTimeout(() => setView('long'), patienceMs);
      fetchIt()
        .then(() => !isGone && setView('there'))
        .catch(() => !isGone && setView('failed'))
        .finally(() => clearTimeout(timer));
      return () => {
        isGone = true;
        clearTimeout(timer);
      };
    }, [attempt]);
    if (loaded) return h(loaded, props);
    if (view === 'failed') {
      const retry = () => {
        setView('waiting');
        setAttempt(attempt + 1);
      };
      return (
        <Screen
          acts={
            <Acts>
              <Button kind="main" onClick={retry}>
                {say('act.again')}
              </Button>
            </Acts>
          }
        >
          <Say>{say('lazy.failed')}</Say>
        </Screen>
      );
    }
    return <Screen>{view === 'long' ? <Say>{say('app.loading')}</Say> : null}</Screen>;
  }
  return Object.assign(Lazy, { prefetch: () => void fetchIt().catch(() => undefined) });
}
