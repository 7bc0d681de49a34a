import { groupOf, membersOf } from '../../actions/begin-group.ts';
import type { ShiftSession } from '../../actions/shift-session.ts';
import { vibrate } from '../../devices/vibration.ts';
import type { Policy } from '../../domain/policy.ts';
import type { ReasonCode } from '../../domain/reason.ts';
import type { StandingEntry } from '../../domain/shift-state.ts';
import { Say } from '../../ui/screen.tsx';
import { say } from '../../words/i18n.ts';
import { lazyScreen } from '../shift/lazy-screen.tsx';
import { NotSavedScreen } from '../shift/not-saved-screen.tsx';
import type { SharedEye } from '../shift/shared-eye.ts';
import { CodesScreen } from './codes-screen.tsx';
import { DayViews, dayLazies } from './day-views.tsx';
import { describeSubject } from './describe-subject.ts';
import type { GateAppProps } from './gate-app.tsx';
import { GroupLine } from './group-line.tsx';
import type { GroupProgress } from './group-progress.ts';
import { NoteForm } from './note-form.tsx';
import { RefusedScreen } from './refused-screen.tsx';
import { ShiftViews, shiftLazies } from './shift-views.tsx';
import { AskScreen, TemperatureScreen } from './temperature-screen.tsx';
import type { GateWork } from './use-gate-work.ts';
import { VerdictScreen } from './verdict-screen.tsx';
import type { View } from './view.ts';

const FindScreen = lazyScreen(() => import('./find-screen.tsx').then((m) => m.FindScreen));
const HouseholdScreen = lazyScreen(() =>
  import('./household-screen.tsx').then((m) => m.HouseholdScreen),
);
const VisitorScreen = lazyScreen(() => import('./visitor-screen.tsx').then((m) => m.VisitorScreen));
const CodeScreen = lazyScreen(() => import('../shift/code-screen.tsx').then((m) => m.CodeScreen));

const PassengerScreen = lazyScreen(() =>
  import('./passenger-screen.tsx').then((m) => m.PassengerScreen),
);
const GroupScreen = lazyScreen(() => import('./group-screen.tsx').then((m) => m.GroupScreen));
const AgainScreen = lazyScreen(() => import('./again-screen.tsx').then((m) => m.AgainScreen));
const ClickerScreen = lazyScreen(() => import('./clicker-screen.tsx').then((m) => m.ClickerScreen));

const lazies = [
  ...shiftLazies,
  ...dayLazies,
  AskScreen,
  PassengerScreen,
  GroupScreen,
  AgainScreen,
  ClickerScreen,
  FindScreen,
  HouseholdScreen,
  VisitorScreen,
  CodeScreen,
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
    case 'passenger': {
      const { progress } = view;
      const { household, people } = ridersOf(session, progress);
      return (
        <PassengerScreen
          session={session}
          wiring={wiring}
          direction={work.direction}
          progress={progress}
          room={household?.room ?? ''}
          household={people}
          onPerson={({ rosterNumber }) => work.measure(work.foundPerson(rosterNumber), progress)}
          onPassenger={() => work.onPassenger(progress)}
          onFind={() => show({ kind: 'find', progress })}
          onVisitor={() => show({ kind: 'visitor', form: null, progress })}
          onNobody={() => work.onGroupEnd(progress)}
        />
      );
    }
    case 'group':
      return (
        <GroupScreen
          session={session}
          wiring={wiring}
          direction={work.direction}
          progress={view.progress}
          onOpen={work.showEntry}
          onNext={toGate}
        />
      );
    case 'again':
      return (
        <AgainScreen
          session={session}
          wiring={wiring}
          direction={work.direction}
          onVisitor={work.onAgain}
          onLeave={toGate}
        />
      );
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
      return (
        <HouseholdScreen
          session={session}
          wiring={wiring}
          direction={work.direction}
          household={view.household}
          people={view.people}
          isTogether={view.how === 'found'}
          onPerson={(person) =>
            view.how === 'found'
              ? work.measure(work.foundPerson(person.rosterNumber))
              : work.onMember(person, view.how)
          }
          onTogether={(people) => work.onTogether(people, view.how)}
          onFind={() => show({ kind: 'find' })}
          onVisitor={() => show({ kind: 'visitor', form: null })}
          onLeave={toGate}
        />
      );
    case 'find':
      return (
        <FindScreen
          session={session}
          wiring={wiring}
          onFound={(rosterNumber) =>
            work.measure(work.foundPerson(rosterNumber), view.progress ?? null)
          }
          onTogether={(household) =>
            show({
              kind: 'household',
              household,
              people: membersOf(session, household.id),
              how: 'found',
            })
          }
          onCode={work.onText}
          onPicture={(picture) => void work.onPicture(picture)}
          onType={() => show({ kind: 'code', isMistyped: false })}
          onVisitor={() => show({ kind: 'visitor', form: null })}
          onLeave={toGate}
        />
      );
    case 'visitor':
      return (
        <VisitorScreen
          wiring={wiring}
          form={view.form}
          onDone={(visitor) =>
            work.measure(
              {
                subject: { kind: 'visitor', visitor },
                identification: 'form',
                // What a stale form hides may be wrong by now, and nobody here can see it.
                shown:
                  view.form && !view.form.isStale
                    ? [{ kind: 'visitor-form', code: view.form.code }]
                    : [],
                follows: null,
                nameless: null,
              },
              view.progress ?? null,
            )
          }
          onLeave={toGate}
        />
      );
    case 'codes':
      return (
        <CodesScreen
          wiring={wiring}
          policy={session.policy}
          shown={[]}
          onDone={work.onCodesSeen}
          onLeave={toGate}
        >
          <Say>{say('codes.for-next')}</Say>
        </CodesScreen>
      );
    case 'code':
      return (
        <CodeScreen
          wiring={wiring}
          title={say('code.title')}
          label={say('code.label')}
          hint={say('code.hint')}
          problem={view.isMistyped ? say('code.mistyped') : undefined}
          onText={work.onText}
          onPicture={(picture) => void work.onPicture(picture)}
          onLeave={toGate}
        />
      );
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

/** The household of the first one in the vehicle, without those who are measured. */
function ridersOf(session: ShiftSession, { group }: GroupProgress) {
  const subjects = groupOf(session, group).map(({ facts }) => facts.subject);
  const households = subjects.map((one) => describeSubject(one, session.roster).household);
  const household = households.find((one) => one !== null) ?? null;
  const people = (household ? membersOf(session, household.id) : []).filter(
    ({ rosterNumber }) =>
      !subjects.some((one) => one.kind === 'resident' && one.rosterNumber === rosterNumber),
  );
  return { household, people };
}
