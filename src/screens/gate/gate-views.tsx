import { Say } from '../../ui/screen.tsx';
import { say } from '../../words/i18n.ts';
import { lazyScreen } from '../shift/lazy-screen.tsx';
import { NotSavedScreen } from '../shift/not-saved-screen.tsx';
import { CodesScreen } from './codes-screen.tsx';
import type { GateAppProps } from './gate-app.tsx';
import { NoteForm } from './note-form.tsx';
import { RefusedScreen } from './refused-screen.tsx';
import { TemperatureScreen } from './temperature-screen.tsx';
import type { GateWork } from './use-gate-work.ts';
import { VerdictScreen } from './verdict-screen.tsx';
import type { View } from './view.ts';

const FindScreen = lazyScreen(() => import('./find-screen.tsx').then((m) => m.FindScreen));
const HouseholdScreen = lazyScreen(() =>
  import('./household-screen.tsx').then((m) => m.HouseholdScreen),
);
const VisitorScreen = lazyScreen(() => import('./visitor-screen.tsx').then((m) => m.VisitorScreen));
const CodeScreen = lazyScreen(() => import('../shift/code-screen.tsx').then((m) => m.CodeScreen));
const RecentScreen = lazyScreen(() => import('./recent-screen.tsx').then((m) => m.RecentScreen));
const EntryScreen = lazyScreen(() => import('./entry-screen.tsx').then((m) => m.EntryScreen));
const DutyScreen = lazyScreen(() => import('../shift/duty-screen.tsx').then((m) => m.DutyScreen));
const CloseScreen = lazyScreen(() =>
  import('../shift/close-screen.tsx').then((m) => m.CloseScreen),
);
const SettingsScreen = lazyScreen(() =>
  import('../shift/settings-screen.tsx').then((m) => m.SettingsScreen),
);

const lazies = [
  FindScreen,
  HouseholdScreen,
  VisitorScreen,
  CodeScreen,
  RecentScreen,
  EntryScreen,
  DutyScreen,
  CloseScreen,
  SettingsScreen,
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
  readonly onClosing: (isClosing: boolean) => void;
};

/** Every screen of a shift but the gate itself. */
export function GateViews(props: GateViewsProps) {
  const { session, wiring, names, onNames, work } = props;
  const { view, toGate, show } = work;
  switch (view.kind) {
    case 'gate':
      return null;
    case 'measure': {
      const { person } = view;
      return (
        <TemperatureScreen
          session={session}
          wiring={wiring}
          person={person}
          direction={person.follows?.facts.direction ?? work.direction}
          onReading={(reading) => void work.onReading(person, reading)}
          {...(!person.follows && {
            onPark: (mask, shown) => void work.onPark(person, mask, shown),
          })}
          onLeave={toGate}
        />
      );
    }
    case 'verdict': {
      const { entry } = view;
      const { subject, identification } = entry.facts;
      return (
        <VerdictScreen
          session={session}
          wiring={wiring}
          entry={entry}
          reasons={view.reasons}
          onNext={toGate}
          onUndo={() => void work.onUndo(entry, toGate)}
          onPassed={(note) => void work.onDecide(entry, 'passed', note)}
          onTurnedBack={(note) => void work.onDecide(entry, 'turned-back', note)}
          onNote={(question) => show({ kind: 'note', entry, question })}
          onSecondReading={() =>
            show({
              kind: 'measure',
              person: { subject, identification, shown: [], follows: entry, nameless: null },
            })
          }
        />
      );
    }
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
          household={view.pass.household}
          people={view.pass.people}
          onPerson={(person) => work.onMember(person, view.pass.how)}
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
            work.measure({
              subject: { kind: 'resident', rosterNumber },
              identification: 'found',
              shown: [],
              follows: openEntryOf(props, rosterNumber),
              nameless: null,
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
            work.measure({
              subject: { kind: 'visitor', visitor },
              identification: 'form',
              // What a stale form hides may be wrong by now, and nobody here can see it.
              shown:
                view.form && !view.form.isStale
                  ? [{ kind: 'visitor-form', code: view.form.code }]
                  : [],
              follows: null,
              nameless: null,
            })
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
      return (
        <DutyScreen
          session={session}
          wiring={wiring}
          names={names}
          onNames={onNames}
          save={work.save}
          onRecent={() => show({ kind: 'recent' })}
          onSettings={() => show({ kind: 'settings' })}
          onClose={() => show({ kind: 'close' })}
          onLeave={toGate}
        />
      );
    case 'recent':
      return (
        <RecentScreen
          session={session}
          wiring={wiring}
          onOpen={(entry) => show({ kind: 'entry', entry })}
          onLeave={() => show({ kind: 'duty' })}
        />
      );
    case 'entry':
      return (
        <EntryScreen
          session={session}
          wiring={wiring}
          entry={view.entry}
          save={work.save}
          onGoOn={() => work.open(view.entry)}
          onCorrected={() => show({ kind: 'recent' })}
          onUndo={() => void work.onUndo(view.entry, () => show({ kind: 'recent' }))}
          onLeave={() => show({ kind: 'recent' })}
        />
      );
    case 'settings':
      return (
        <SettingsScreen
          wiring={wiring}
          rosterSavedAt={session.rosterSavedAt}
          onLeave={() => show({ kind: 'duty' })}
        />
      );
    case 'close':
      return (
        <CloseScreen
          session={session}
          wiring={wiring}
          save={work.save}
          onOpen={work.open}
          onClosing={props.onClosing}
          onClosed={props.onClosed}
          onLeave={() => show({ kind: 'duty' })}
        />
      );
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

function openEntryOf({ session }: GateViewsProps, rosterNumber: number) {
  return (
    session.state.open.find(
      ({ facts }) =>
        facts.subject.kind === 'resident' && facts.subject.rosterNumber === rosterNumber,
    ) ?? null
  );
}
