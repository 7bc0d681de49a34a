import { useEffect, useState } from 'preact/hooks';
import { mayCountHeads } from '../../actions/count-heads.ts';
import { lockWhenHidden } from '../../actions/lock-when-hidden.ts';
import type { ShiftSession } from '../../actions/shift-session.ts';
import { keepScreenOn } from '../../devices/wake-lock.ts';
import { caseSince, isOpenCase } from '../../domain/fever-case.ts';
import type { StandingEntry } from '../../domain/shift-state.ts';
import type { ClosedShift } from '../shift/closed-shift.ts';
import { OpenCases, type OpenCasesView } from '../shift/open-cases.tsx';
import type { PhoneWiring } from '../shift/phone-wiring.ts';
import { useSharedScanner } from '../shift/shared-eye.ts';
import type { Opening } from '../shift/take-opening.ts';
import { useArrival } from '../shift/use-arrival.ts';
import { useBackButton } from '../shift/use-back-button.ts';
import { useCodeKeys } from '../shift/use-code-keys.ts';
import { useSession } from '../shift/use-session.ts';
import { VideoPlace } from '../shift/video-place.tsx';
import { useNow } from '../use-now.ts';
import { GateScreen } from './gate-screen.tsx';
import { GateViews, prefetchGateViews } from './gate-views.tsx';
import { useDueBell } from './use-due-bell.ts';
import { useGateWork } from './use-gate-work.ts';
import { scansIn, type View } from './view.ts';

export interface GateAppProps {
  readonly session: ShiftSession;
  readonly wiring: PhoneWiring;
  /** The screen to begin with instead of the gate. */
  readonly opening: Opening | null;
  /** Names typed since the app was opened; they are kept nowhere else. */
  readonly names: readonly string[];
  readonly onNames: (names: readonly string[]) => void;
  /** The session came to its end by itself or by the person: the app shows what is next. */
  readonly onEnded: (end: 'locked' | 'other-tab') => void;
  readonly onClosed: (shift: ClosedShift) => void;
}

const firstView = (opening: Opening | null): View =>
  opening === 'visitor' ? { kind: opening, form: null } : { kind: opening ?? 'gate' };

/** A gate at work. An unfinished entry lives here and nowhere else: a reload forgets it. */
export function GateApp(props: GateAppProps) {
  const { session, wiring, opening, onEnded } = props;
  useSession(session);
  const work = useGateWork(session, wiring, firstView(opening));
  const { view } = work;
  const [isClosing, setClosing] = useState(false);
  const shared = useSharedScanner(work.onCode, !scansIn(view));
  const { eye } = shared;
  useCodeKeys({ onScanned: work.onKeys, onPasted: work.onPasted });
  const root = useArrival(view.kind);
  useBackButton(view.kind !== 'gate', work.toGate);
  useDueBell(session, wiring.settings);

  useEffect(() => keepScreenOn(), []);
  useEffect(() => lockWhenHidden(session), [session]);
  useEffect(() => prefetchGateViews(), []);
  useEffect(() => {
    // Closing locks as well, and goes on to the account.
    if (session.ended && !isClosing) onEnded(session.ended);
  }, [session.ended, isClosing, onEnded]);

  const now = useNow(30_000);
  const hadVisitors = session.state.entries.some(
    ({ facts }) => facts.subject.kind === 'visitor' && facts.reading !== null,
  );
  return (
    <OpenCases.Provider value={openCases(session, work.open)}>
      <div ref={root}>
        {view.kind === 'gate' ? (
          <GateScreen
            session={session}
            wiring={wiring}
            eye={eye}
            direction={work.direction}
            notice={work.notice}
            onDirection={work.setDirection}
            onNoticeRead={work.dropNotice}
            onOpen={work.open}
            onCodes={() => work.show({ kind: 'codes' })}
            onFind={() => work.show({ kind: 'find' })}
            onVisitor={() => work.show({ kind: 'visitor', form: null })}
            onType={() => work.show({ kind: 'code', isMistyped: false })}
            onPicture={work.onPicture}
            onDuty={() => work.show({ kind: 'duty' })}
            onNotices={() => work.show({ kind: 'notices' })}
            onNotice={(id) => work.show({ kind: 'notice', id, from: 'gate' })}
            onDay={work.show}
            onAgain={hadVisitors ? () => work.show({ kind: 'again' }) : undefined}
            onCount={
              mayCountHeads(session.policy, now) ? () => work.show({ kind: 'clicker' }) : undefined
            }
          />
        ) : (
          <>
            {scansIn(view) && <VideoPlace video={eye.video} isHidden />}
            <GateViews {...props} work={work} shared={shared} onClosing={setClosing} />
          </>
        )}
      </div>
    </OpenCases.Provider>
  );
}

/** Those of earlier shifts of this gate, too. */
function openCases(
  session: ShiftSession,
  open: (entry: StandingEntry) => void,
): OpenCasesView | null {
  const cases = [...session.earlierCases, ...session.state.open.filter(isOpenCase)];
  const [oldest] = cases.toSorted((a, b) => caseSince(a) - caseSince(b));
  return oldest
    ? { count: cases.length, since: caseSince(oldest), onOpen: () => open(oldest) }
    : null;
}
