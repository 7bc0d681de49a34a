import { waitingHandover } from '../../actions/accept-handover.ts';
import type { ShiftSession } from '../../actions/shift-session.ts';
import { reportDue } from '../../domain/report-due.ts';
import { Row, Rows } from '../../ui/row.tsx';
import { formatDateTime, say } from '../../words/i18n.ts';
import css from './day-lines.module.css';
import type { DayView } from './day-view.ts';
import { sayDue } from './report-words.ts';

/** What the gate should not forget today: words of the shift before, and the report that is due. */
export function dayLines(session: ShiftSession, now: number) {
  const { day, state, policy } = session;
  return {
    // Before the first entry there is time to read.
    handover: state.entries.length === 0 ? waitingHandover(session) : null,
    due: reportDue(state, day, now, policy.timeZone),
  };
}

export interface DayLinesProps {
  readonly lines: ReturnType<typeof dayLines>;
  readonly onOpen: (view: DayView) => void;
}

export function DayLines({ lines: { handover, due }, onOpen }: DayLinesProps) {
  return (
    <Rows>
      {handover && (
        <Row
          icon="people"
          title={say('handover.title')}
          detail={[...handover.from, formatDateTime(handover.at)].join(' ')}
          onClick={() => onOpen({ kind: 'handover', from: 'gate' })}
        />
      )}
      {due && (
        <Row
          icon="report"
          title={<span class={due.kind === 'late' ? css.late : ''}>{say('gate-report.open')}</span>}
          detail={sayDue(due)}
          onClick={() => onOpen({ kind: 'report', from: 'gate' })}
        />
      )}
    </Rows>
  );
}
