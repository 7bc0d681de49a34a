import type { ToldDay } from '../../domain/gate-day.ts';
import type { ReportDue } from '../../domain/report-due.ts';
import { say } from '../../words/i18n.ts';

export const sayDue = ({ kind, minutes }: ReportDue): string =>
  say(kind === 'soon' ? 'gate-report.due-in' : 'gate-report.late', { minutes });

/** '20:00': when the report is due. */
export const sayDueAt = ({ deadlineMinute }: Pick<ToldDay, 'deadlineMinute'>): string =>
  `${Math.floor(deadlineMinute / 60)}:${String(deadlineMinute % 60).padStart(2, '0')}`;
