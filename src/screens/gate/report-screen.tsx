import { useState } from 'preact/hooks';
import type { ShiftSession } from '../../actions/shift-session.ts';
import type { SignedReport } from '../../actions/sign-report.ts';
import { dayBefore, knownReport } from '../../domain/report-due.ts';
import { streetDay } from '../../domain/street-time.ts';
import { Chips } from '../../ui/chips.tsx';
import { say } from '../../words/i18n.ts';
import type { PhoneWiring } from '../shift/phone-wiring.ts';
import { useNow } from '../use-now.ts';
import { ReportForm } from './report-form.tsx';

export interface ReportScreenProps {
  readonly session: ShiftSession;
  readonly wiring: PhoneWiring;
  readonly onSign: (report: SignedReport) => void;
  readonly onLeave: () => void;
}

/** Today's report, and yesterday's where nobody is known to have signed it. */
export function ReportScreen(props: ReportScreenProps) {
  const { day: told, policy } = props.session;
  const now = useNow(30_000);
  const days = {
    today: streetDay(now, policy.timeZone),
    yesterday: dayBefore(now, policy.timeZone),
  };
  const [chosen, setChosen] = useState<keyof typeof days>('today');
  const isYesterdayOpen =
    told !== null && !knownReport({ reports: new Map() }, told, days.yesterday);
  const which = isYesterdayOpen ? chosen : 'today';
  return (
    // Each day has a form of its own.
    <ReportForm
      key={days[which]}
      {...props}
      day={days[which]}
      isToday={which === 'today'}
      now={now}
    >
      {isYesterdayOpen && (
        <Chips
          label={say('gate-report.which-day')}
          isLabelHidden
          options={[
            { value: 'today', label: say('gate-report.today') },
            { value: 'yesterday', label: say('gate-report.yesterday') },
          ]}
          value={which}
          onChange={setChosen}
        />
      )}
    </ReportForm>
  );
}
