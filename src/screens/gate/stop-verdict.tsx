import { overridersOf } from '../../actions/decide-entry.ts';
import { Button } from '../../ui/button.tsx';
import { Acts, Grow, Say, Screen } from '../../ui/screen.tsx';
import { say } from '../../words/i18n.ts';
import { EntryFactsList } from './entry-facts-list.tsx';
import { ToldLines } from './told-lines.tsx';
import type { VerdictProps } from './verdict-screen.tsx';
import { VerdictTop } from './verdict-top.tsx';

/** Turned back, unless somebody who may gives a reason in words. */
export function StopVerdict(props: VerdictProps) {
  const { session, entry, reasons, onNext, onPassed, onUndo, onNote, onPapers } = props;
  const who = overridersOf(session, entry);
  const askWhy = () =>
    onNote({
      title: say('verdict-screen.pass-with-reason'),
      label: say('verdict-screen.reason-label'),
      hint: say('verdict-screen.reason-hint'),
      who,
      usual: [
        say('override.reason-medical'),
        say('override.reason-agreed'),
        say('override.reason-care'),
        say('override.reason-list'),
      ],
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
            <Button kind="still" isNarrow={who.length > 0 && !!onPapers} onClick={onUndo}>
              {say('act.undo')}
            </Button>
            {onPapers && (
              <Button kind="still" isNarrow={who.length > 0} onClick={onPapers}>
                {say('verdict-screen.papers')}
              </Button>
            )}
            {who.length > 0 && (
              <Button kind="still" isNarrow={!!onPapers} onClick={askWhy}>
                {say('verdict-screen.pass-with-reason')}
              </Button>
            )}
          </Acts>
        </>
      }
    >
      <VerdictTop {...props} />
      <EntryFactsList session={session} entry={entry} reasons={reasons} />
      <ToldLines reasons={reasons} policy={session.policy} />
      <Grow />
      {who.length === 0 && <Say isSoft>{say('verdict-screen.nobody-may')}</Say>}
    </Screen>
  );
}
