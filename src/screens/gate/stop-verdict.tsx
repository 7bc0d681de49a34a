import { Button } from '../../ui/button.tsx';
import { Acts, Grow, Screen } from '../../ui/screen.tsx';
import { say } from '../../words/i18n.ts';
import { EntryFactsList } from './entry-facts-list.tsx';
import type { VerdictProps } from './verdict-screen.tsx';
import { VerdictTop } from './verdict-top.tsx';

/** Turned back, unless somebody who may gives a reason in words. */
export function StopVerdict(props: VerdictProps) {
  const { session, entry, onNext, onPassed, onUndo, onNote } = props;
  const askWhy = () =>
    onNote({
      title: say('verdict-screen.pass-with-reason'),
      label: say('verdict-screen.reason-label'),
      hint: say('verdict-screen.reason-hint'),
      isNeeded: true,
      act: say('verdict-screen.let-pass'),
      onDone: onPassed,
    });
  return (
    <Screen
      acts={
        <>
          <Acts>
            <Button kind="main" onClick={onNext}>
              {say('verdict-screen.turned-back-next')}
            </Button>
          </Acts>
          <Acts>
            <Button kind="still" icon="undo" onClick={onUndo}>
              {say('act.undo')}
            </Button>
            <Button kind="still" onClick={askWhy}>
              {say('verdict-screen.pass-with-reason')}
            </Button>
          </Acts>
        </>
      }
    >
      <VerdictTop {...props} />
      <EntryFactsList session={session} entry={entry} />
      <Grow />
    </Screen>
  );
}
