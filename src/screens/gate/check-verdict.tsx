import { isOneOfTwoCodes } from '../../domain/shown.ts';
import { Button } from '../../ui/button.tsx';
import { Acts, Grow, Screen } from '../../ui/screen.tsx';
import { say } from '../../words/i18n.ts';
import { EntryFactsList, sayBeside, sayReading } from './entry-facts-list.tsx';
import { PersonHead } from './person-head.tsx';
import type { VerdictProps } from './verdict-screen.tsx';
import { VerdictTop } from './verdict-top.tsx';

/** Something to look at, and then a person decides. */
export function CheckVerdict(props: VerdictProps) {
  const { session, entry, reasons, onPassed, onTurnedBack, onUndo, onNext } = props;
  const onlyMask = reasons.length === 1 && reasons[0]?.code === 'mask-missing';
  const isElsewhere = reasons.some(({ code }) => code === 'already-out' || code === 'already-in');
  const hasCodes = entry.facts.shown.some(isOneOfTwoCodes);
  return (
    <Screen
      acts={
        <>
          <Acts>
            <Button kind="main" onClick={() => onPassed('')}>
              {say(onlyMask ? 'verdict-screen.mask-now-on' : 'verdict-screen.checked-pass')}
            </Button>
          </Acts>
          <Acts>
            <Button kind="still" isNarrow onClick={onUndo}>
              {say('act.undo')}
            </Button>
            <Button kind="still" isNarrow onClick={() => onTurnedBack('')}>
              {say('verdict-screen.turn-back')}
            </Button>
            <Button kind="still" isNarrow onClick={onNext}>
              {say('verdict-screen.let-wait')}
            </Button>
          </Acts>
        </>
      }
    >
      <VerdictTop {...props} />
      {isElsewhere ? (
        <PersonHead
          session={session}
          subject={entry.facts.subject}
          hasHint
          before={
            <>
              {[sayReading(entry.facts), sayBeside(entry, session)].join(say('subject.comma'))}
              <br />
              <b>{say('verdict-screen.should-be')}</b>
            </>
          }
        />
      ) : (
        <EntryFactsList session={session} entry={entry} hasTime={!hasCodes} />
      )}
      <Grow />
    </Screen>
  );
}
