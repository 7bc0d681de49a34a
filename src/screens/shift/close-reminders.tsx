import type { ShiftSession } from '../../actions/shift-session.ts';
import { knownReport } from '../../domain/report-due.ts';
import { streetDay } from '../../domain/street-time.ts';
import { Row, Rows } from '../../ui/row.tsx';
import { say } from '../../words/i18n.ts';
import type { View } from '../gate/view.ts';

export interface CloseRemindersProps {
  readonly session: ShiftSession;
  readonly onShow: (view: View) => void;
}

/** What a shift should have done before it goes; nobody is held up by it. */
export function CloseReminders({ session, onShow }: CloseRemindersProps) {
  const { state, day, policy } = session;
  const today = streetDay(Date.now(), policy.timeZone);
  return (
    <Rows>
      {!knownReport(state, day, today) && (
        <Row
          icon="report"
          title={say('gate-report.title')}
          detail={say('gate-report.open')}
          onClick={() => onShow({ kind: 'report', from: 'close' })}
        />
      )}
      {state.standardsAnsweredAt === null && (
        <Row
          icon="check"
          title={say('standards.title')}
          detail={say('gate-menu.not-looked')}
          onClick={() => onShow({ kind: 'standards', from: 'close' })}
        />
      )}
    </Rows>
  );
}
