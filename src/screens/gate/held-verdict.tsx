import type { StandingEntry } from '../../domain/shift-state.ts';
import { Button } from '../../ui/button.tsx';
import { Acts, Grow, Screen } from '../../ui/screen.tsx';
import { Steps } from '../../ui/steps.tsx';
import { formatCountdown, say } from '../../words/i18n.ts';
import { useNow } from '../use-now.ts';
import { describeSubject } from './describe-subject.ts';
import { degrees } from './reason-words.ts';
import type { VerdictProps } from './verdict-screen.tsx';
import { VerdictTop } from './verdict-top.tsx';
import { WaitingLine } from './waiting-line.tsx';

/** Fever twice: the person stays until somebody writes down how it ended. */
export function HeldVerdict(props: VerdictProps) {
  const { session, entry, onNext, onUndo, onPassed, onTurnedBack, onNote } = props;
  const now = useNow(1_000);
  const who = describeSubject(entry.facts.subject, session.roster);
  const askEnd = () =>
    onNote({
      title: say('held.end-title'),
      label: say('held.end-label'),
      hint: say('held.end-hint'),
      isNeeded: true,
      act: say('held.end-handed-over'),
      onDone: onTurnedBack,
      otherAct: say('held.end-let-go'),
      onOther: onPassed,
    });
  const clock = formatCountdown(now - entry.at);
  return (
    <Screen
      acts={
        <>
          <Acts>
            <Button kind="main" onClick={onNext}>
              {say('act.next')}
            </Button>
          </Acts>
          <Acts>
            <Button kind="still" isNarrow icon="undo" onClick={onUndo}>
              {say('act.undo')}
            </Button>
            <Button kind="still" onClick={askEnd}>
              {say('held.end')}
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
      <Steps steps={[say('held.step-apart'), say('held.step-call'), say('held.step-note')]} />
      <Grow />
    </Screen>
  );
}

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
