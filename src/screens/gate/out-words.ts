import type { OutNow } from '../../actions/who-is-out.ts';
import { formatTime, say } from '../../words/i18n.ts';

/** "在外，16:07 前回": since when somebody is out, or when they are due. */
export function sayOut({ since, dueAt, overdueMinutes }: OutNow): string {
  if (overdueMinutes > 0) return say('out-now.overdue', { minutes: overdueMinutes });
  return dueAt === null
    ? say('out-now.since', { time: formatTime(since) })
    : say('out-now.due', { time: formatTime(dueAt) });
}
