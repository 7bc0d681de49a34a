import type { ShiftSession } from '../../actions/shift-session.ts';
import type { Direction } from '../../domain/entry.ts';
import type { Reason } from '../../domain/reason.ts';
import { Button } from '../../ui/button.tsx';
import { Acts, Grow, Screen } from '../../ui/screen.tsx';
import { Steps } from '../../ui/steps.tsx';
import { VerdictField } from '../../ui/verdict-field.tsx';
import { say } from '../../words/i18n.ts';
import type { PhoneWiring } from '../shift/phone-wiring.ts';
import { sayReason } from './reason-words.ts';
import { refusedVerdict } from './refused-verdict.ts';
import { ShiftTop } from './shift-top.tsx';

export interface RefusedScreenProps {
  readonly session: ShiftSession;
  readonly wiring: PhoneWiring;
  readonly direction: Direction;
  readonly reason: Reason;
  readonly onNext: () => void;
  readonly onFind: () => void;
  readonly onVisitor: () => void;
}

/** A pass that is not good: exactly what is wrong with it, and how the person may still be let through. */
export function RefusedScreen(props: RefusedScreenProps) {
  const { session, wiring, direction, reason } = props;
  return (
    <Screen
      acts={
        <>
          <Acts>
            <Button kind="main" onClick={props.onNext}>
              {say('act.next')}
            </Button>
          </Acts>
          <Acts>
            <Button kind="still" icon="find" onClick={props.onFind}>
              {say('gate.find')}
            </Button>
            <Button kind="still" icon="guest" onClick={props.onVisitor}>
              {say('gate.visitor')}
            </Button>
          </Acts>
        </>
      }
    >
      <VerdictField
        verdict={refusedVerdict(reason.code)}
        top={
          <ShiftTop
            session={session}
            wiring={wiring}
            direction={direction}
            isHeading={false}
            hasParked
          />
        }
        why={sayReason(reason, session.policy)}
      />
      <Steps
        steps={[say('refused.nobody-measured'), say('refused.look-up'), say('refused.new-code')]}
      />
      <Grow />
    </Screen>
  );
}
