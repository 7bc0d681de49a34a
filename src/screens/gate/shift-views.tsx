import { readNotice } from '../../actions/read-notice.ts';
import { lazyScreen } from '../shift/lazy-screen.tsx';
import type { GateViewsProps } from './gate-views.tsx';
import type { View } from './view.ts';

const RecentScreen = lazyScreen(() => import('./recent-screen.tsx').then((m) => m.RecentScreen));
const EntryScreen = lazyScreen(() => import('./entry-screen.tsx').then((m) => m.EntryScreen));
const DutyScreen = lazyScreen(() => import('../shift/duty-screen.tsx').then((m) => m.DutyScreen));
const CloseScreen = lazyScreen(() =>
  import('../shift/close-screen.tsx').then((m) => m.CloseScreen),
);
const CarryApp = lazyScreen(() => import('../carry/carry-app.tsx').then((m) => m.CarryApp));
const SettingsScreen = lazyScreen(() =>
  import('../shift/settings-screen.tsx').then((m) => m.SettingsScreen),
);
const NoticesScreen = lazyScreen(() => import('./notices-screen.tsx').then((m) => m.NoticesScreen));
const NoticeScreen = lazyScreen(() => import('./notice-screen.tsx').then((m) => m.NoticeScreen));

export const shiftLazies = [
  RecentScreen,
  EntryScreen,
  DutyScreen,
  CloseScreen,
  CarryApp,
  SettingsScreen,
  NoticesScreen,
  NoticeScreen,
];

type ShiftView = Extract<
  View,
  { kind: 'duty' | 'notices' | 'notice' | 'recent' | 'entry' | 'settings' | 'close' | 'carry' }
>;

/** The shift itself: its people, its records, its settings, its end. */
export function ShiftViews(props: GateViewsProps & { readonly view: ShiftView }) {
  const { session, wiring, names, onNames, work, view } = props;
  const { toGate, show } = work;
  switch (view.kind) {
    case 'duty':
      return (
        <DutyScreen
          session={session}
          wiring={wiring}
          names={names}
          onNames={onNames}
          save={work.save}
          onOpen={show}
          onClose={() => show({ kind: 'close' })}
          onLeave={toGate}
        />
      );
    case 'notices':
      return (
        <NoticesScreen
          session={session}
          wiring={wiring}
          onOpen={(id) => show({ kind: 'notice', id, from: 'notices' })}
          onLeave={toGate}
        />
      );
    case 'notice': {
      const back = () => show({ kind: view.from });
      return (
        <NoticeScreen
          session={session}
          wiring={wiring}
          id={view.id}
          onRead={(by, isLast) =>
            void work.save(
              () => readNotice(session, view.id, by, Date.now()),
              () => (isLast ? back() : show(view)),
            )
          }
          onLeave={back}
        />
      );
    }
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
          onCarry={() => show({ kind: 'carry', start: { kind: 'menu' } })}
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
          onShow={show}
          onClosing={props.onClosing}
          onClosed={props.onClosed}
          onCarry={() => show({ kind: 'carry', start: { kind: 'hand-over' } })}
          onLeave={() => show({ kind: 'duty' })}
        />
      );
    case 'carry':
      return <CarryApp wiring={wiring} start={view.start} shared={props.shared} onLeave={toGate} />;
    default:
      throw new Error(`unknown view ${(view satisfies never as View).kind}`);
  }
}
