import { useCallback, useState } from 'preact/hooks';
import type { ShiftSession } from '../actions/shift-session.ts';
import { say } from '../words/i18n.ts';
import type { ClosedShift } from './shift/closed-shift.ts';
import { lazyScreen } from './shift/lazy-screen.tsx';
import { LockedApp } from './shift/locked-app.tsx';
import type { PhoneWiring } from './shift/phone-wiring.ts';
import { type Opening, takeOpening } from './shift/take-opening.ts';
import { TroubleScreen } from './shift/trouble-screen.tsx';

export type { PhoneWiring, SyncView } from './shift/phone-wiring.ts';

const GateApp = lazyScreen(() => import('./gate/gate-app.tsx').then((m) => m.GateApp));
const AccountScreen = lazyScreen(() =>
  import('./shift/account-screen.tsx').then((m) => m.AccountScreen),
);

type Stage =
  | { readonly kind: 'locked' }
  | { readonly kind: 'work'; readonly session: ShiftSession; readonly opening: Opening | null }
  | { readonly kind: 'account'; readonly shift: ClosedShift }
  | { readonly kind: 'other-tab' };

const LOCKED: Stage = { kind: 'locked' };

export interface PhoneAppProps extends PhoneWiring {
  /** Locked with nothing begun: the page may be replaced by a new version. */
  readonly onRest: (isResting: boolean) => void;
  /** The first screen is up, the camera's picture with it: what is heavy may be fetched. */
  readonly onShown: () => void;
}

/** A gate phone: locked, at work, or telling the account of a closed shift. A reload ends at locked. */
export function PhoneApp(props: PhoneAppProps) {
  const [stage, setStage] = useState(LOCKED);
  const [opening, setOpening] = useState(takeOpening);
  const [names, setNames] = useState<readonly string[]>([]);
  const [isTakingOver, setTakingOver] = useState(false);

  const onEnded = useCallback(
    (end: 'locked' | 'other-tab') =>
      setStage((now) => {
        // A closed shift locks as well, and its account is already up.
        if (now.kind !== 'work') return now;
        return end === 'locked' ? LOCKED : { kind: 'other-tab' };
      }),
    [],
  );
  const addNames = (more: readonly string[]) => setNames([...new Set([...more, ...names])]);

  switch (stage.kind) {
    case 'locked':
      return (
        <LockedApp
          wiring={props}
          knownNames={names}
          onNames={addNames}
          onOpened={(session) => {
            setStage({ kind: 'work', session, opening });
            setOpening(null);
          }}
          onOtherTab={() => setStage({ kind: 'other-tab' })}
          onAccount={(shift) => setStage({ kind: 'account', shift })}
          onRest={props.onRest}
          onShown={() => {
            props.onShown();
            GateApp.prefetch();
            AccountScreen.prefetch();
          }}
        />
      );
    case 'work':
      return (
        <GateApp
          session={stage.session}
          opening={stage.opening}
          wiring={props}
          names={names}
          onNames={addNames}
          onEnded={onEnded}
          onClosed={(shift) => setStage({ kind: 'account', shift })}
        />
      );
    case 'account':
      return <AccountScreen shift={stage.shift} wiring={props} onLeave={() => setStage(LOCKED)} />;
    case 'other-tab':
      return (
        <TroubleScreen
          title={say('trouble.other-tab')}
          safe={say('trouble.other-tab-safe')}
          remedy={say('trouble.other-tab-remedy')}
          act={say('trouble.take-over')}
          isBusy={isTakingOver}
          onAct={() => {
            setTakingOver(true);
            void import('../actions/take-over.ts')
              .then(({ takeOver }) => takeOver())
              .finally(() => {
                setTakingOver(false);
                setStage(LOCKED);
              });
          }}
        />
      );
    default:
      throw new Error(`unknown stage ${(stage satisfies never as Stage).kind}`);
  }
}
