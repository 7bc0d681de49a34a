import { dueAt } from '../../domain/parking.ts';
import { Button } from '../../ui/button.tsx';
import { Acts, Grow, Screen } from '../../ui/screen.tsx';
import { Steps } from '../../ui/steps.tsx';
import { formatCountdown, say } from '../../words/i18n.ts';
import { useNow } from '../use-now.ts';
import { describeSubject } from './describe-subject.ts';
import type { VerdictProps } from './verdict-screen.tsx';
import { VerdictTop } from './verdict-top.tsx';
import { waitKind } from './wait-kind.ts';
import { WaitingLine } from './waiting-line.tsx';

/** First fever, or a reading too low: the person waits, the queue goes on. */
export function WaitVerdict(props: VerdictProps) {
  const { session, entry, onNext, onSecondReading, onUndo } = props;
  const { policy } = session;
  const now = useNow(1_000);
  const leftMs = Math.max(0, (dueAt(entry, policy) ?? now) - now);
  const who = describeSubject(entry.facts.subject, session.roster);
  const isFever = waitKind(entry) === 'second-reading';
  const minutes = Math.round((isFever ? policy.secondReadingWaitMs : policy.warmUpWaitMs) / 60_000);
  const clock = formatCountdown(leftMs);
  const steps = isFever
    ? [
        say('wait-steps.apart'),
        say('wait-steps.second', { site: policy.secondSite, minutes }),
        say('wait-steps.rings'),
      ]
    : [say('wait-steps.warm', { minutes }), say('wait-steps.instrument'), say('wait-steps.rings')];
  return (
    <Screen
      acts={
        <>
          <Acts>
            <Button kind="main" note={say('verdict-screen.clock-stays')} onClick={onNext}>
              {say('verdict-screen.next-first')}
            </Button>
          </Acts>
          <Acts>
            <Button kind="still" icon="undo" onClick={onUndo}>
              {say('act.undo')}
            </Button>
            <Button kind="still" onClick={onSecondReading}>
              {say(isFever ? 'verdict-screen.second-reading' : 'verdict-screen.measure-again')}
            </Button>
          </Acts>
        </>
      }
    >
      <VerdictTop {...props} />
      <WaitingLine
        who={who}
        detail={say(isFever ? 'verdict-screen.stands-apart' : 'verdict-screen.stands-warm')}
        clock={clock}
        clockLabel={say('gate.due-in', { clock })}
        clockNote={say('verdict-screen.until-again')}
      />
      <Steps steps={steps} />
      <Grow />
    </Screen>
  );
}
