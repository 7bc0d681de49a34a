import type { ShiftSession } from '../../actions/shift-session.ts';
import { type KnownReport, reportDue } from '../../domain/report-due.ts';
import { Icon } from '../../ui/icon.tsx';
import { formatTime, say } from '../../words/i18n.ts';
import css from './report-standing.module.css';
import { sayDue, sayDueAt } from './report-words.ts';

export interface ReportStandingProps {
  readonly session: ShiftSession;
  readonly known: KnownReport | null;
  readonly isToday: boolean;
  readonly now: number;
}

/** Whether the day is reported, by whom and when, as far as this phone knows; else until when it should be. */
export function ReportStanding({ session, known, isToday, now }: ReportStandingProps) {
  const { day, state, policy } = session;
  if (known) {
    const { by, at, isZero, isOwn } = known;
    return (
      <section class={css.standing}>
        <h2>
          <Icon name="check" size="large" />
          {say(isZero ? 'gate-report.is-zero' : 'gate-report.is-signed')}
        </h2>
        <p>
          {by} {formatTime(at)}
          {!isOwn && ` ${say('gate-report.heard')}`}
        </p>
      </section>
    );
  }
  const due = isToday ? reportDue(state, day, now, policy.timeZone) : null;
  return (
    <section class={css.standing}>
      <h2>{say(isToday ? 'gate-report.open' : 'gate-report.open-yesterday')}</h2>
      {due && <p class={due.kind === 'late' ? css.late : ''}>{sayDue(due)}</p>}
      {!due && isToday && day && <p>{say('gate-report.due-at', { time: sayDueAt(day) })}</p>}
    </section>
  );
}
