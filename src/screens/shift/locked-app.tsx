import { useEffect, useRef, useState } from 'preact/hooks';
import type { WithoutNames } from '../../actions/go-on-without-names.ts';
import type { PhoneSituation } from '../../actions/phone-situation.ts';
import type { GateInfo, ShiftSession } from '../../actions/shift-session.ts';
import type { ShiftStarted, Unlocked } from '../../actions/unlock-with-card.ts';
import { isCarriedText } from '../../protocol/carried-prefix.ts';
import { say } from '../../words/i18n.ts';
import type { CarryStart } from '../carry/carry-start.ts';
import { sayCardProblem } from './card-problem.ts';
import { type ClosedShift, gateNameOf } from './closed-shift.ts';
import { lazyScreen } from './lazy-screen.tsx';
import { LockedScreen } from './locked-screen.tsx';
import type { PhoneWiring } from './phone-wiring.ts';
import { pictureText } from './picture-text.ts';
import { useSharedScanner } from './shared-eye.ts';
import { StorageTrouble, useStorageState } from './storage-trouble.tsx';
import { TroubleScreen } from './trouble-screen.tsx';
import { useArrival } from './use-arrival.ts';
import { useBackButton } from './use-back-button.ts';
import { useCodeKeys } from './use-code-keys.ts';
import { useShown } from './use-shown.ts';

const CodeScreen = lazyScreen(() => import('./code-screen.tsx').then((m) => m.CodeScreen));
const StartScreen = lazyScreen(() => import('./start-screen.tsx').then((m) => m.StartScreen));
const ChooseGateScreen = lazyScreen(() =>
  import('./choose-gate-screen.tsx').then((m) => m.ChooseGateScreen),
);
const CarryApp = lazyScreen(() => import('../carry/carry-app.tsx').then((m) => m.CarryApp));
const SettingsScreen = lazyScreen(() =>
  import('./settings-screen.tsx').then((m) => m.SettingsScreen),
);

type Start = (onDuty: readonly string[], now: number) => Promise<ShiftStarted | WithoutNames>;

type Step =
  | { readonly kind: 'card' }
  | { readonly kind: 'type' }
  | { readonly kind: 'gates' }
  | {
      readonly kind: 'start';
      readonly gate: GateInfo;
      readonly isNamed: boolean;
      readonly start: Start;
    }
  | { readonly kind: 'settings' }
  | { readonly kind: 'carry'; readonly start: CarryStart };

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
  const [step, setStep] = useState<Step>({ kind: 'card' });
  const [situation, setSituation] = useState<PhoneSituation | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isStarting, setStarting] = useState(false);
  const isBusy = useRef(false);
  /** Shown before the first pull was through: tried again when it is. In memory only. */
  const earlyCard = useRef<string | null>(null);
  const shared = useSharedScanner((text) => void onCard(text), step.kind !== 'card');
  const { eye } = shared;
  const onKeys = (text: string) => step.kind === 'card' && void onCard(text);
  useCodeKeys({ onScanned: onKeys, onPasted: onKeys });
  const root = useArrival(step.kind);
  const toCard = () => {
    earlyCard.current = null;
    setProblem(null);
    setStep({ kind: 'card' });
  };
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
  const { lastPullAt, lastReceiptAt } = wiring.sync;
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

  useEffect(() => {
    if (lastPullAt !== null && earlyCard.current !== null) void onCard(earlyCard.current);
  }, [lastPullAt]);

  const isResting = isShown && step.kind === 'card';
  useEffect(() => {
    onRest(isResting);
    return () => onRest(false);
  }, [isResting, onRest]);

  async function onCard(text: string): Promise<void> {
    if (isBusy.current) return;
    if (isCarriedText(text)) {
      setStep({ kind: 'carry', start: { kind: 'text', text } });
      return;
    }
    isBusy.current = true;
    try {
      const { unlockWithCard } = await import('../../actions/unlock-with-card.ts');
      const unlocked = await unlockWithCard(text, Date.now());
      const mayBeEarly = unlocked.kind === 'unknown-card' || unlocked.kind === 'not-ready';
      earlyCard.current = mayBeEarly ? text : null;
      // Before the first pull no card can be known.
      const isEarly = unlocked.kind === 'unknown-card' && lastPullAt === null;
      answer(isEarly ? { kind: 'not-ready' } : unlocked);
    } finally {
      isBusy.current = false;
    }
  }

  function answer(unlocked: Unlocked): void {
    switch (unlocked.kind) {
      case 'opened':
        onOpened(unlocked.session);
        break;
      case 'ready':
        setProblem(null);
        setStep({ kind: 'start', gate: unlocked.gate, isNamed: true, start: unlocked.start });
        break;
      case 'other-tab':
        onOtherTab();
        break;
      default:
        setProblem(sayCardProblem(unlocked));
    }
  }

  /** A shift that is open goes on at its gate; else a gate is chosen, and then who is on duty. */
  async function goOn(): Promise<void> {
    // Whoever taps before the first reading is through must not be told that there are no gates.
    const { readGate } = await import('../../actions/phone-situation.ts');
    const read = await readGate();
    setSituation(read);
    if (read.openShift) {
      void begin(withoutNames(read.openShift.gate), []);
      return;
    }
    const [first, second] = read.gates;
    if (first && !second) chooseGate(first);
    else setStep({ kind: 'gates' });
  }

  const withoutNames =
    (gate: GateInfo): Start =>
    async (onDuty, now) => {
      const { goOnWithoutNames } = await import('../../actions/go-on-without-names.ts');
      return goOnWithoutNames(gate.id, onDuty, now);
    };

  const chooseGate = (gate: GateInfo) =>
    setStep({ kind: 'start', gate, isNamed: false, start: withoutNames(gate) });

  async function begin(start: Start, onDuty: readonly string[]): Promise<void> {
    if (isBusy.current) return;
    isBusy.current = true;
    setStarting(true);
    // The same sentence a second time must be heard again.
    setProblem(null);
    try {
      const started = await start(onDuty, Date.now());
      if (started.kind === 'opened') {
        onNames(onDuty);
        onOpened(started.session);
      } else if (started.kind === 'other-tab') onOtherTab();
      else setProblem(sayStartProblem(started));
    } finally {
      isBusy.current = false;
      setStarting(false);
    }
  }

  const onPicture = (picture: Blob) =>
    void pictureText(picture).then((text) =>
      text === null ? setProblem(say('gate.no-code-in-picture')) : onCard(text),
    );

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
          onWithoutNames={() => void goOn()}
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
          onGate={chooseGate}
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
          isBusy={isStarting}
          onStart={(onDuty) => void begin(step.start, onDuty)}
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

type NotStarted = Exclude<ShiftStarted | WithoutNames, { kind: 'opened' }>;

function sayStartProblem(problem: NotStarted): string {
  switch (problem.kind) {
    case 'not-saved':
      return say(`not-saved.${problem.why}`);
    case 'other-gate':
      return say('card.other-gate', { gate: problem.gate.name });
    case 'other-tab':
      return say('trouble.other-tab');
    case 'unknown-gate':
      return say('card.unknown-gate');
    case 'not-ready':
      return say('card.not-ready');
    default:
      throw new Error(`unknown answer ${(problem satisfies never as { kind: string }).kind}`);
  }
}
