import { overridersOf } from '../../actions/decide-entry.ts';
import { caseSince } from '../../domain/fever-case.ts';
import { CASE_STEPS, type CaseStep } from '../../domain/gate-record.ts';
import type { StandingEntry } from '../../domain/shift-state.ts';
import { Button } from '../../ui/button.tsx';
import { CallRow } from '../../ui/call-row.tsx';
import { Acts, Grow, Screen } from '../../ui/screen.tsx';
import { Steps } from '../../ui/steps.tsx';
import { formatCountdown, formatTime, say } from '../../words/i18n.ts';
import { useNow } from '../use-now.ts';
import { describeSubject } from './describe-subject.ts';
import { degrees } from './reason-words.ts';
import type { VerdictProps } from './verdict-screen.tsx';
import { VerdictTop } from './verdict-top.tsx';
import { WaitingLine } from './waiting-line.tsx';

/** Fever twice: the person stays, the team is called, and somebody writes down how it ended. */
export function HeldVerdict(props: VerdictProps) {
  const { session, entry, onNext, onUndo, onPassed, onTurnedBack, onNote, onCaseStep } = props;
  const { onDuty } = session.state;
  const now = useNow(1_000);
  const who = describeSubject(entry.facts.subject, session.roster);
  const contacts = session.briefing?.contacts ?? [];
  const askEnd = () =>
    onNote({
      title: say('held.end-title'),
      label: say('held.end-label'),
      hint: say('held.end-hint'),
      who: onDuty,
      usual: [
        say('case.end-fever-clinic'),
        say('case.end-hospital'),
        say('case.end-home'),
        say('case.end-cleared'),
      ],
      isNeeded: true,
      act: say('held.end-handed-over'),
      onDone: onTurnedBack,
      ...(overridersOf(session, entry).length > 0 && {
        otherAct: say('held.end-let-go'),
        onOther: onPassed,
      }),
    });
  const askStep = (step: CaseStep, name?: string) =>
    onNote({
      title: say(`case.step-title-${step}`),
      label: say('case.step-label'),
      hint: say('case.step-hint'),
      who: onDuty,
      whoLabel: say('note.who-did'),
      usual: contacts.map((one) => contactWords(one.name, one.duty)),
      chosen: name === undefined ? [] : [name],
      act: say('case.step-act'),
      onDone: (note, by) => onCaseStep(step, by, note),
    });
  const clock = formatCountdown(now - caseSince(entry));
  return (
    <Screen
      acts={
        <>
          <Acts>
            {CASE_STEPS.map((step) => {
              const done = entry.steps.findLast((one) => one.step === step);
              return (
                <Button
                  key={step}
                  kind="still"
                  isNarrow
                  note={done && formatTime(done.at)}
                  isPressed={done !== undefined}
                  onClick={() => askStep(step)}
                >
                  {say(`case.${step}`)}
                </Button>
              );
            })}
          </Acts>
          <Acts>
            <Button kind="still" isNarrow onClick={onUndo}>
              {say('act.undo')}
            </Button>
            <Button kind="still" isNarrow onClick={askEnd}>
              {say('held.end')}
            </Button>
            <Button kind="still" isNarrow onClick={onNext}>
              {say('act.next')}
            </Button>
          </Acts>
        </>
      }
    >
      <VerdictTop {...props} />
      <WaitingLine
        who={who}
        detail={readingsLine(entry)}
        clock={clock}
        clockLabel={say('gate.waits-since', { clock })}
        clockNote={say('held.open')}
      />
      {contacts.map((one, place) => (
        <CallRow
          key={one.id}
          name={one.name}
          duty={one.duty}
          detail={
            place === 0
              ? [one.placeName, say('case.first')].filter(Boolean).join(say('subject.comma'))
              : undefined
          }
          phone={one.phone}
          label={say('case.dial-who', { name: one.name })}
          act={say('case.dial')}
          isFirst={place === 0}
          onCall={() => askStep('called', contactWords(one.name, one.duty))}
        />
      ))}
      {contacts.length === 0 && (
        <Steps steps={[say('held.step-apart'), say('case.nobody'), say('held.step-note')]} />
      )}
      <Grow />
    </Screen>
  );
}

const contactWords = (name: string, duty: string): string => [name, duty].filter(Boolean).join(' ');

/** 额温 37.6 → 腋温 37.9: the reading before, where this phone still knows it, and this one. */
function readingsLine({ facts, continued }: StandingEntry): string {
  const readings = [continued?.facts.reading, facts.reading]
    .filter((reading) => reading != null)
    .map((reading) =>
      say('gate.reading', {
        site: say(`site.${reading.site}`),
        reading: degrees(reading.temperatureTenths),
      }),
    );
  return say('held.readings', { readings: readings.join(' → ') });
}
