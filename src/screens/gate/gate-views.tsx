import { vibrate } from '../../devices/vibration.ts';
import type { Policy } from '../../domain/policy.ts';
import type { ReasonCode } from '../../domain/reason.ts';
import type { StandingEntry } from '../../domain/shift-state.ts';
import { lazyScreen } from '../shift/lazy-screen.tsx';
import { NotSavedScreen } from '../shift/not-saved-screen.tsx';
import type { SharedEye } from '../shift/shared-eye.ts';
import { DayViews, dayLazies } from './day-views.tsx';
import type { GateAppProps } from './gate-app.tsx';
import { GroupLine } from './group-line.tsx';
import { GroupViews, groupLazies } from './group-views.tsx';
import { NoteForm } from './note-form.tsx';
import { RefusedScreen } from './refused-screen.tsx';
import { ShiftViews, shiftLazies } from './shift-views.tsx';
import { AskScreen, TemperatureScreen } from './temperature-screen.tsx';
import type { GateWork } from './use-gate-work.ts';
import { VerdictScreen } from './verdict-screen.tsx';
import type { View } from './view.ts';
import { WhoViews, whoLazies } from './who-views.tsx';

const ClickerScreen = lazyScreen(() => import('./clicker-screen.tsx').then((m) => m.ClickerScreen));

const lazies = [
  ...shiftLazies,
  ...dayLazies,
  AskScreen,
  ...groupLazies,
  ...whoLazies,
  ClickerScreen,
];

/** Fetches the rest of the gate at idle. Returns how to stop waiting. */
export function prefetchGateViews(): () => void {
  const timer = setTimeout(() => {
    for (const lazy of lazies) lazy.prefetch();
  }, 1_000);
  return () => clearTimeout(timer);
}

export type GateViewsProps = GateAppProps & {
  readonly work: GateWork;
  /** The gate's camera, for a screen that looks at another phone. */
  readonly shared: SharedEye;
  readonly onClosing: (isClosing: boolean) => void;
};

/** Every screen of a shift but the gate itself. */
export function GateViews(props: GateViewsProps) {
  const { session, wiring, work } = props;
  const { view, toGate, show } = work;
  switch (view.kind) {
    case 'gate':
      return null;
    case 'measure': {
      const { person, progress } = view;
      return (
        <TemperatureScreen
          // The next of a family begins anew.
          key={keyOf(view)}
          session={session}
          wiring={wiring}
          person={person}
          direction={person.follows?.facts.direction ?? work.direction}
          isAskedFirst={view.isAskedFirst ?? false}
          onReading={(reading) => void work.onReading(person, reading, progress)}
          {...(!person.follows && {
            onPark: (mask, shown) => void work.onPark(person, mask, shown, progress),
          })}
          onLeave={progress ? () => work.onGroupEnd(progress) : toGate}
          above={progress && <GroupLine session={session} progress={progress} />}
        />
      );
    }
    case 'verdict': {
      const { entry, progress } = view;
      const { subject, identification } = entry.facts;
      const goOn = progress ? () => work.goOn(progress) : toGate;
      return (
        <VerdictScreen
          session={session}
          wiring={wiring}
          entry={entry}
          reasons={view.reasons}
          onNext={goOn}
          onUndo={() => void work.onUndo(entry, goOn)}
          onPassed={(note, by) => void work.onDecide(entry, 'passed', note, by, progress)}
          onTurnedBack={(note, by) => void work.onDecide(entry, 'turned-back', note, by, progress)}
          onCaseStep={(step, by, note) => void work.onCaseStep(entry, step, by, note)}
          {...(canShowPapers(session.policy, entry) && {
            onPapers: () => void work.onPapers(entry),
          })}
          onNote={(question) => show({ kind: 'note', entry, question })}
          onSecondReading={() =>
            show({
              kind: 'measure',
              person: { subject, identification, shown: [], follows: entry, nameless: null },
              progress: progress ?? null,
            })
          }
        />
      );
    }
    case 'clicker':
      return (
        <ClickerScreen
          session={session}
          wiring={wiring}
          onTap={() => wiring.settings.vibration && vibrate('pass')}
          onLeave={toGate}
        />
      );
    case 'note':
      return (
        <NoteForm wiring={wiring} {...view.question} onLeave={() => work.showEntry(view.entry)} />
      );
    case 'refused':
      return (
        <RefusedScreen
          session={session}
          wiring={wiring}
          direction={work.direction}
          reason={view.code.reason}
          onNext={toGate}
          onFind={() => show({ kind: 'find' })}
          onVisitor={() => show({ kind: 'visitor', form: null })}
        />
      );
    case 'household':
    case 'find':
    case 'visitor':
    case 'again':
    case 'codes':
    case 'code':
      return <WhoViews {...props} view={view} />;
    case 'passenger':
    case 'group':
      return <GroupViews {...props} view={view} />;
    case 'duty':
    case 'notices':
    case 'notice':
    case 'recent':
    case 'entry':
    case 'settings':
    case 'close':
    case 'carry':
      return <ShiftViews {...props} view={view} />;
    case 'report':
    case 'handover':
    case 'rota':
    case 'standards':
    case 'handbook':
    case 'quiz':
      return <DayViews {...props} view={view} />;
    case 'not-saved':
      return (
        <NotSavedScreen
          why={view.why}
          triedAt={view.triedAt}
          onAgain={view.again}
          onLeave={toGate}
        />
      );
    default:
      throw new Error(`unknown view ${(view satisfies never as View).kind}`);
  }
}

/** A new screen for everybody who is measured. */
const keyOf = ({ person, progress }: Extract<View, { kind: 'measure' }>): string =>
  progress ? `${progress.group} ${JSON.stringify(person.subject)}` : '';

const NEVER_LIFTED: readonly ReasonCode[] = ['denied', 'isolated', 'fever-again', 'pass-forged'];

/** A paper might have lifted what stopped them. */
function canShowPapers({ documents }: Policy, { facts, follows }: StandingEntry): boolean {
  const { direction, shown, reasons } = facts;
  return (
    follows === null &&
    documents.some((one) => one.directions.includes(direction)) &&
    !shown.some(({ kind }) => kind === 'document') &&
    !reasons.some((code) => NEVER_LIFTED.includes(code))
  );
}
