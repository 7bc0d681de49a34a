import { useState } from 'preact/hooks';
import { closeShift } from '../../actions/close-shift.ts';
import type { ShiftSession } from '../../actions/shift-session.ts';
import { writeHandoverNote } from '../../actions/write-handover-note.ts';
import type { StandingEntry } from '../../domain/shift-state.ts';
import { Button } from '../../ui/button.tsx';
import { Acts, Grow, Say, Screen } from '../../ui/screen.tsx';
import { formatTime, say } from '../../words/i18n.ts';
import { NoteForm } from '../gate/note-form.tsx';
import { openOf } from '../gate/open-of.ts';
import { ParkedRows } from '../gate/parked-rows.tsx';
import { ShiftTop } from '../gate/shift-top.tsx';
import type { GateWork } from '../gate/use-gate-work.ts';
import type { View } from '../gate/view.ts';
import { AccountEqual, useShiftAccount } from './account-equal.tsx';
import { CarryRow } from './carry-row.tsx';
import { CloseReminders } from './close-reminders.tsx';
import type { ClosedShift } from './closed-shift.ts';
import { CountFacts, countShift } from './count-facts.tsx';
import type { PhoneWiring } from './phone-wiring.ts';
import { SyncTroubleNote } from './sync-trouble.tsx';

export interface CloseScreenProps {
  readonly session: ShiftSession;
  readonly wiring: PhoneWiring;
  readonly save: GateWork['save'];
  readonly onOpen: (entry: StandingEntry) => void;
  /** Another screen of the shift. */
  readonly onShow: (view: View) => void;
  /** While the shift is being closed its session ends by itself. */
  readonly onClosing: (isClosing: boolean) => void;
  readonly onClosed: (shift: ClosedShift) => void;
  /** Without a network another phone takes the log. */
  readonly onCarry: () => void;
  readonly onLeave: () => void;
}

/** Before the shift is closed: what it was, who still waits, what is already received. */
export function CloseScreen(props: CloseScreenProps) {
  const { session, wiring, save, onOpen, onShow, onClosing, onClosed, onCarry, onLeave } = props;
  const account = useShiftAccount(session.shiftId);
  const [isWriting, setWriting] = useState(false);
  const { note } = session.state;
  const open = openOf(session);
  const startedAt = session.state.startedAt ?? Date.now();
  if (isWriting) {
    return (
      <NoteForm
        wiring={wiring}
        title={say('close.note-title')}
        label={say('close.note-label')}
        hint={say('close.note-hint')}
        act={say('close.note-keep')}
        onDone={(text) =>
          void save(
            () => writeHandoverNote(session, text, Date.now()),
            () => setWriting(false),
          )
        }
        onLeave={() => setWriting(false)}
      />
    );
  }
  const close = () => {
    const counts = countShift(session.state);
    const closedAt = Date.now();
    onClosing(true);
    void save(
      () => closeShift(session, closedAt),
      ({ shiftId }) =>
        onClosed({ shiftId, gateName: session.gate.name, startedAt, closedAt, counts }),
    ).finally(() => onClosing(false));
  };
  return (
    <Screen
      top={
        <ShiftTop session={session} wiring={wiring} title={say('close.title')} onBack={onLeave} />
      }
      acts={
        <Acts>
          <Button kind="still" isNarrow onClick={() => setWriting(true)}>
            {say('close.note')}
          </Button>
          <Button kind="main" icon="lock" onClick={close}>
            {say('close.close')}
          </Button>
        </Acts>
      }
    >
      <SyncTroubleNote trouble={wiring.sync.problem} />
      <Say isSoft>
        {session.gate.name} {formatTime(startedAt)}–{formatTime(Date.now())}
      </Say>
      {open.length > 0 && (
        <>
          <Say>
            <b>{say('close.still-open', { count: open.length })}</b>
          </Say>
          <ParkedRows session={session} onOpen={onOpen} />
        </>
      )}
      {account && <AccountEqual account={account} />}
      <CloseReminders session={session} onShow={onShow} />
      <CountFacts
        counts={countShift(session.state)}
        note={note}
        receipt={account?.receipt ?? null}
      />
      {account && account.received < account.recordCount && <CarryRow onCarry={onCarry} />}
      <Grow />
      <Say isSoft>{say('close.locks')}</Say>
    </Screen>
  );
}
