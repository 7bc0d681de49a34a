import { useEffect, useState } from 'preact/hooks';
import type { PhoneSituation } from '../../actions/phone-situation.ts';
import type { ShiftSession } from '../../actions/shift-session.ts';
import { say } from '../../words/i18n.ts';
import { type ClosedShift, gateNameOf } from './closed-shift.ts';
import { lazyScreen } from './lazy-screen.tsx';
import { LockedScreen } from './locked-screen.tsx';
import type { PhoneWiring } from './phone-wiring.ts';
import { useSharedScanner } from './shared-eye.ts';
import { StorageTrouble, useStorageState } from './storage-trouble.tsx';
import { TroubleScreen } from './trouble-screen.tsx';
import { useArrival } from './use-arrival.ts';
import { useBackButton } from './use-back-button.ts';
import { useCodeKeys } from './use-code-keys.ts';
import { useShown } from './use-shown.ts';
import { useUnlocking } from './use-unlocking.ts';

const CodeScreen = lazyScreen(() => import('./code-screen.tsx').then((m) => m.CodeScreen));
const StartScreen = lazyScreen(() => import('./start-screen.tsx').then((m) => m.StartScreen));
const ChooseGateScreen = lazyScreen(() =>
  import('./choose-gate-screen.tsx').then((m) => m.ChooseGateScreen),
);
const CarryApp = lazyScreen(() => import('../carry/carry-app.tsx').then((m) => m.CarryApp));
const SettingsScreen = lazyScreen(() =>
  import('./settings-screen.tsx').then((m) => m.SettingsScreen),
);

export interface LockedAppProps {
  readonly wiring: PhoneWiring;
  readonly knownNames: readonly string[];
  readonly onNames: (names: readonly string[]) => void;
  readonly onOpened: (session: ShiftSession) => void;
  readonly onOtherTab: () => void;
  readonly onAccount: (shift: ClosedShift) => void;
  /** Nothing is begun here: the page may be replaced. */
  readonly onRest: (isResting: boolean) => void;
  /** The camera's picture is up: the rest may be fetched. */
  readonly onShown: () => void;
}

/** From locked to a shift: by the card, its typed text, a picture of it, or without names. */
export function LockedApp(props: LockedAppProps) {
  const { wiring, knownNames, onNames, onOpened, onOtherTab, onAccount, onShown, onRest } = props;
  const { lastPullAt, lastReceiptAt } = wiring.sync;
  const [situation, setSituation] = useState<PhoneSituation | null>(null);
  const unlocking = useUnlocking({
    lastPullAt,
    onSituation: setSituation,
    onNames,
    onOpened,
    onOtherTab,
  });
  const { step, setStep, toCard, problem, onCard, onPicture } = unlocking;
  const shared = useSharedScanner((text) => void onCard(text), step.kind !== 'card');
  const { eye } = shared;
  const onKeys = (text: string) => step.kind === 'card' && void onCard(text);
  useCodeKeys({ onScanned: onKeys, onPasted: onKeys });
  const root = useArrival(step.kind);
  useBackButton(step.kind !== 'card', toCard);

  const storage = useStorageState();
  const isShown = useShown(eye);
  useEffect(() => {
    if (!isShown) return;
    onShown();
    const lazies = [CodeScreen, StartScreen, ChooseGateScreen, SettingsScreen, CarryApp];
    for (const lazy of lazies) lazy.prefetch();
  }, [isShown]);

  // Gates come with the first pull, and a closed shift settles by its receipt while this screen is up.
  useEffect(() => {
    if (!isShown) return;
    let isGone = false;
    // Storage is heavy: it comes after the camera's picture.
    void import('../../actions/phone-situation.ts')
      .then(({ readGate }) => readGate())
      .then(
        (read) => !isGone && setSituation(read),
        () => undefined,
      );
    return () => {
      isGone = true;
    };
  }, [isShown, lastPullAt, lastReceiptAt, storage]);

  const isResting = isShown && step.kind === 'card';
  useEffect(() => {
    onRest(isResting);
    return () => onRest(false);
  }, [isResting, onRest]);

  if (storage !== 'answers') return <StorageTrouble state={storage} />;
  if (situation?.databaseLoss?.length) {
    const lost = situation.databaseLoss.reduce((sum, { saved, found }) => sum + saved - found, 0);
    return (
      <TroubleScreen
        title={say('trouble.database-loss', { count: lost })}
        safe={say('trouble.database-loss-safe')}
        remedy={say('trouble.database-loss-remedy')}
        act={say('act.understood')}
        onAct={() => {
          void import('../../actions/phone-situation.ts').then((m) => m.dismissDatabaseLoss());
          setSituation({ ...situation, databaseLoss: null });
        }}
      />
    );
  }
  return (
    <div ref={root}>
      {step.kind === 'card' && (
        <LockedScreen
          wiring={wiring}
          eye={eye}
          situation={situation}
          problem={problem}
          onType={() => setStep({ kind: 'type' })}
          onPicture={onPicture}
          onWithoutNames={() => void unlocking.goOn()}
          onUnsettled={(shift) =>
            onAccount({ ...shift, gateName: gateNameOf(shift.gate), counts: null })
          }
          onSettings={() => setStep({ kind: 'settings' })}
          onCarry={() => setStep({ kind: 'carry', start: { kind: 'menu' } })}
        />
      )}
      {step.kind === 'type' && (
        <CodeScreen
          wiring={wiring}
          title={say('locked.type')}
          label={say('card.label')}
          hint={say('card.hint')}
          isCardText
          problem={problem ?? undefined}
          onText={(text) => void onCard(text)}
          onPicture={onPicture}
          onLeave={toCard}
        />
      )}
      {step.kind === 'gates' && (
        <ChooseGateScreen
          wiring={wiring}
          gates={situation?.gates ?? []}
          onGate={unlocking.chooseGate}
          onLeave={toCard}
        />
      )}
      {step.kind === 'start' && (
        <StartScreen
          wiring={wiring}
          gateName={step.gate.name}
          compoundName={step.gate.compoundName}
          isNamed={step.isNamed}
          knownNames={knownNames}
          problem={problem}
          isBusy={unlocking.isStarting}
          onStart={(onDuty) => void unlocking.begin(step.start, onDuty)}
          onLeave={toCard}
        />
      )}
      {step.kind === 'settings' && (
        <SettingsScreen
          wiring={wiring}
          rosterSavedAt={null}
          onCarry={() => setStep({ kind: 'carry', start: { kind: 'menu' } })}
          onLeave={toCard}
        />
      )}
      {step.kind === 'carry' && (
        <CarryApp wiring={wiring} start={step.start} shared={shared} onLeave={toCard} />
      )}
    </div>
  );
}
