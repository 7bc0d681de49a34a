import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { say } from '../../words/i18n.ts';
import { ring } from '../gate/ring.ts';
import type { PhoneWiring } from '../shift/phone-wiring.ts';
import { type SharedEye, useSharedScanner } from '../shift/shared-eye.ts';
import { CarryMenu } from './carry-menu.tsx';
import type { CarryOutcome } from './carry-outcome.ts';
import type { CarryStart } from './carry-start.ts';
import { HandOverScreen } from './hand-over-screen.tsx';
import { OutcomeScreen } from './outcome-screen.tsx';
import { PasteScreen } from './paste-screen.tsx';
import { ReceiveScreen } from './receive-screen.tsx';
import { ReturnScreen } from './return-screen.tsx';

type Step =
  | { readonly kind: 'menu' }
  | { readonly kind: 'hand-over' }
  | { readonly kind: 'receive'; readonly of: 'log' | 'receipts'; readonly first: string | null }
  | { readonly kind: 'paste' }
  | { readonly kind: 'outcome'; readonly outcome: CarryOutcome }
  | { readonly kind: 'return'; readonly deviceId: string; readonly whose: string };

export interface CarryAppProps {
  readonly wiring: PhoneWiring;
  readonly start: CarryStart;
  /** Null: no camera is open here. */
  readonly shared: SharedEye | null;
  readonly onLeave: () => void;
}

/** Sealed logs and their receipts from phone to phone. Shows nothing of what is in them, so it needs no card. */
export function CarryApp({ wiring, start, shared, onLeave }: CarryAppProps) {
  const [step, setStep] = useState<Step>(() => firstStep(start));
  const toMenu = () => setStep({ kind: 'menu' });
  const onOutcome = (outcome: CarryOutcome) => {
    ring(outcome.kind === 'refused' ? 'check' : 'pass', wiring.settings);
    setStep({ kind: 'outcome', outcome });
    // There may be a network after all.
    if (outcome.kind === 'log') wiring.syncNow();
  };
  const receive = (of: 'log' | 'receipts') => setStep({ kind: 'receive', of, first: null });
  switch (step.kind) {
    case 'menu':
      return (
        <CarryMenu
          wiring={wiring}
          onHandOver={() => setStep({ kind: 'hand-over' })}
          onTake={() => receive('log')}
          onTakeReceipt={() => receive('receipts')}
          onReturn={(deviceId, whose) => setStep({ kind: 'return', deviceId, whose })}
          onLeave={onLeave}
        />
      );
    case 'hand-over':
      return <HandOverScreen wiring={wiring} onLeave={toMenu} />;
    case 'receive': {
      const receiveBy = (by: SharedEye) => (
        <ReceiveScreen
          title={say(step.of === 'log' ? 'carry.take' : 'carry.take-receipt')}
          shared={by}
          first={step.first}
          onPaste={() => setStep({ kind: 'paste' })}
          onOutcome={onOutcome}
          onLeave={toMenu}
        />
      );
      return shared ? receiveBy(shared) : <OwnEye>{receiveBy}</OwnEye>;
    }
    case 'paste':
      return <PasteScreen onOutcome={onOutcome} onLeave={toMenu} />;
    case 'outcome': {
      const { outcome } = step;
      const of = outcome.kind === 'refused' ? outcome.of : outcome.kind;
      return <OutcomeScreen outcome={outcome} onAgain={() => receive(of)} onDone={toMenu} />;
    }
    case 'return':
      return <ReturnScreen deviceId={step.deviceId} whose={step.whose} onLeave={toMenu} />;
    default:
      throw new Error(`unknown step ${(step satisfies never as Step).kind}`);
  }
}

function firstStep(start: CarryStart): Step {
  switch (start.kind) {
    case 'menu':
    case 'hand-over':
      return { kind: start.kind };
    case 'text':
      return { kind: 'receive', of: 'log', first: start.text };
    default:
      throw new Error(`unknown start ${(start satisfies never as CarryStart).kind}`);
  }
}

/** Where no camera is open, this opens one for as long as it is looked through. */
function OwnEye({ children }: { children: (shared: SharedEye) => ComponentChildren }) {
  return <>{children(useSharedScanner(() => undefined, true))}</>;
}
