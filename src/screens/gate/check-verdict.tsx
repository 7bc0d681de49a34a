import { overridersOf } from '../../actions/decide-entry.ts';
import { isOpenCase } from '../../domain/fever-case.ts';
import { isOneOfTwoCodes } from '../../domain/shown.ts';
import { Button } from '../../ui/button.tsx';
import { Acts, Grow, Screen } from '../../ui/screen.tsx';
import { say } from '../../words/i18n.ts';
import { EntryFactsList, sayBeside, sayReading } from './entry-facts-list.tsx';
import { PersonHead } from './person-head.tsx';
import { ToldLines } from './told-lines.tsx';
import { turnBackQuestion } from './turn-back-question.ts';
import type { VerdictProps } from './verdict-screen.tsx';
import { VerdictTop } from './verdict-top.tsx';

/** Something to look at, and then a person decides. */
export function CheckVerdict(props: VerdictProps) {
  const { session, entry, reasons, onPassed, onTurnedBack, onUndo, onNext, onNote } = props;
  const { onDuty } = session.state;
  const onlyMask = reasons.length === 1 && reasons[0]?.code === 'mask-missing';
  const isElsewhere = reasons.some(({ code }) => code === 'already-out' || code === 'already-in');
  const hasCodes = entry.facts.shown.some(isOneOfTwoCodes);
  const isCase = isOpenCase(entry);
  const who = overridersOf(session, entry);
  // After a fever somebody says why, and who; otherwise a look is enough.
  const letPass = () =>
    isCase
      ? onNote({
          title: say('verdict-screen.checked-pass'),
          label: say('verdict-screen.reason-label'),
          hint: say('verdict-screen.reason-hint'),
          who,
          isNeeded: true,
          act: say('verdict-screen.let-pass'),
          onDone: onPassed,
        })
      : onPassed('', onDuty.length === 1 ? (onDuty[0] ?? '') : '');
  return (
    <Screen
      acts={
        <>
          {(!isCase || who.length > 0) && (
            <Acts>
              <Button kind="main" onClick={letPass}>
                {say(onlyMask ? 'verdict-screen.mask-now-on' : 'verdict-screen.checked-pass')}
              </Button>
            </Acts>
          )}
          <Acts>
            <Button kind="still" isNarrow onClick={onUndo}>
              {say('act.undo')}
            </Button>
            <Button
              kind="still"
              isNarrow
              onClick={() => onNote(turnBackQuestion(onDuty, isCase, onTurnedBack))}
            >
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
        <EntryFactsList session={session} entry={entry} hasTime={!hasCodes} reasons={reasons} />
      )}
      <ToldLines reasons={reasons} policy={session.policy} />
      <Grow />
    </Screen>
  );
}
