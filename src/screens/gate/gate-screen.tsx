import type { ShiftSession } from '../../actions/shift-session.ts';
import { unreadNotices } from '../../actions/street-notices.ts';
import type { Direction } from '../../domain/entry.ts';
import type { StandingEntry } from '../../domain/shift-state.ts';
import { Button } from '../../ui/button.tsx';
import { Foot } from '../../ui/foot.tsx';
import { NoRows } from '../../ui/row.tsx';
import { Acts, Grow, Screen } from '../../ui/screen.tsx';
import { WaySwitch } from '../../ui/way-switch.tsx';
import { say } from '../../words/i18n.ts';
import { CameraWell } from '../shift/camera-well.tsx';
import type { PhoneWiring } from '../shift/phone-wiring.ts';
import { SyncTroubleNote } from '../shift/sync-trouble.tsx';
import type { Eye } from '../shift/use-scanner.ts';
import { useNow } from '../use-now.ts';
import { DayLines, dayLines } from './day-lines.tsx';
import type { DayView } from './day-view.ts';
import { GateNotice, type Notice } from './gate-notice.tsx';
import css from './gate-screen.module.css';
import { NoticeRows } from './notice-rows.tsx';
import { openOf } from './open-of.ts';
import { ParkedRows } from './parked-rows.tsx';
import { ShiftTop } from './shift-top.tsx';

export interface GateScreenProps {
  readonly session: ShiftSession;
  readonly wiring: PhoneWiring;
  readonly eye: Eye;
  readonly direction: Direction;
  readonly notice: Notice | null;
  readonly onDirection: (direction: Direction) => void;
  readonly onNoticeRead: () => void;
  readonly onOpen: (entry: StandingEntry) => void;
  /** Looks at both codes of whoever is next. */
  readonly onCodes: () => void;
  readonly onFind: () => void;
  readonly onVisitor: () => void;
  readonly onType: () => void;
  readonly onPicture: (picture: Blob) => void;
  readonly onDuty: () => void;
  readonly onNotices: () => void;
  readonly onNotice: (id: string) => void;
  readonly onDay: (view: DayView) => void;
  /** Visitors of this shift once more; absent while there were none. */
  readonly onAgain?: (() => void) | undefined;
  /** Absent outside the hours in which people may be counted. */
  readonly onCount?: (() => void) | undefined;
}

/** Where the queue passes: scan, and whoever is waiting. */
export function GateScreen(props: GateScreenProps) {
  const { session, wiring, eye, direction, notice } = props;
  const { onDuty, entries } = session.state;
  const open = openOf(session);
  const now = useNow(60_000);
  // Before the first entry there is time to read.
  const unread = entries.length === 0 ? unreadNotices(session, now) : [];
  const lines = dayLines(session, now);
  return (
    <Screen
      isFixed
      top={<ShiftTop session={session} wiring={wiring} onNotices={props.onNotices} />}
      acts={
        <>
          {(props.onAgain || props.onCount) && (
            <Acts>
              {props.onCount && (
                <Button kind="still" icon="plus" onClick={props.onCount}>
                  {say('clicker.button')}
                </Button>
              )}
              {props.onAgain && (
                <Button kind="still" icon="clock" onClick={props.onAgain}>
                  {say('again.button')}
                </Button>
              )}
            </Acts>
          )}
          <Acts>
            <Button kind="main" icon="find" note={say('gate.find-note')} onClick={props.onFind}>
              {say('gate.find')}
            </Button>
            <Button
              kind="still"
              icon="guest"
              note={say('gate.visitor-note')}
              onClick={props.onVisitor}
            >
              {say('gate.visitor')}
            </Button>
          </Acts>
        </>
      }
      foot={
        <Foot end={say('gate.handover')} onClick={props.onDuty}>
          {say('gate.on-duty')} <b>{onDuty.join(' ') || say('gate.nobody-named')}</b>
        </Foot>
      }
    >
      <CameraWell
        eye={eye}
        frame="code"
        line={say('gate.hold-code')}
        onType={props.onType}
        onPicture={props.onPicture}
      />
      <WaySwitch direction={direction} onChange={props.onDirection} />
      <SyncTroubleNote trouble={wiring.sync.problem} isOnlyGrave />
      {notice && (
        <GateNotice
          notice={notice}
          session={session}
          onOpen={props.onOpen}
          onCodes={props.onCodes}
          onRead={props.onNoticeRead}
        />
      )}
      {open.length > 0 || unread.length > 0 || lines.handover || lines.due ? (
        <div class={css.waiting}>
          {open.length > 0 && <ParkedRows session={session} onOpen={props.onOpen} />}
          <DayLines lines={lines} onOpen={props.onDay} />
          {unread.length > 0 && <NoticeRows notices={unread} onOpen={props.onNotice} />}
        </div>
      ) : (
        !notice && <NoRows>{say(session.named ? 'gate.nobody-waits' : 'gate.nameless')}</NoRows>
      )}
      <Grow />
    </Screen>
  );
}
