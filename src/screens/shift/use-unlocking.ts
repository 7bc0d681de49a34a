import { useEffect, useRef, useState } from 'preact/hooks';
import type { WithoutNames } from '../../actions/go-on-without-names.ts';
import type { PhoneSituation } from '../../actions/phone-situation.ts';
import type { GateInfo, ShiftSession } from '../../actions/shift-session.ts';
import type { ShiftStarted, Unlocked } from '../../actions/unlock-with-card.ts';
import { isCarriedText } from '../../protocol/carried-prefix.ts';
import { say } from '../../words/i18n.ts';
import type { CarryStart } from '../carry/carry-start.ts';
import { sayCardProblem } from './card-problem.ts';
import { pictureText } from './picture-text.ts';
import { sayStartProblem } from './start-problem.ts';

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

interface Unlocking {
  /** When the last pull came through; null: none yet. */
  readonly lastPullAt: number | null;
  readonly onSituation: (read: PhoneSituation) => void;
  readonly onNames: (names: readonly string[]) => void;
  readonly onOpened: (session: ShiftSession) => void;
  readonly onOtherTab: () => void;
}

/** From a card, or none, to a shift: which step is up, and why it goes no further. */
export function useUnlocking(props: Unlocking) {
  const { lastPullAt, onSituation, onNames, onOpened, onOtherTab } = props;
  const [step, setStep] = useState<Step>({ kind: 'card' });
  const [problem, setProblem] = useState<string | null>(null);
  const [isStarting, setStarting] = useState(false);
  const isBusy = useRef(false);
  /** Shown before the first pull was through: tried again when it is. In memory only. */
  const earlyCard = useRef<string | null>(null);
  const toCard = () => {
    earlyCard.current = null;
    setProblem(null);
    setStep({ kind: 'card' });
  };
  useEffect(() => {
    if (lastPullAt !== null && earlyCard.current !== null) void onCard(earlyCard.current);
  }, [lastPullAt]);

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
    onSituation(read);
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

  return { step, setStep, toCard, problem, isStarting, onCard, onPicture, goOn, chooseGate, begin };
}
