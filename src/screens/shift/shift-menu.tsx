import { waitingHandover } from '../../actions/accept-handover.ts';
import type { ShiftSession } from '../../actions/shift-session.ts';
import { unreadNotices } from '../../actions/street-notices.ts';
import { knownReport } from '../../domain/report-due.ts';
import { streetDay } from '../../domain/street-time.ts';
import { offRotaNow, rotaNow } from '../../domain/told-rota.ts';
import { Row, Rows } from '../../ui/row.tsx';
import { formatTime, say } from '../../words/i18n.ts';
import type { View } from '../gate/view.ts';
import { useNow } from '../use-now.ts';

export interface ShiftMenuProps {
  readonly session: ShiftSession;
  readonly onOpen: (view: View) => void;
}

/** Everything about a shift and its day that is not the queue. */
export function ShiftMenu({ session, onOpen }: ShiftMenuProps) {
  const now = useNow(60_000);
  const left = waitingHandover(session);
  return (
    <Rows>
      <Row
        icon="ledger"
        title={say('recent.title')}
        detail={say('duty.recent', { count: session.state.entries.length })}
        onClick={() => onOpen({ kind: 'recent' })}
      />
      <Row
        icon="report"
        title={say('gate-report.title')}
        detail={sayReport(session, now)}
        onClick={() => onOpen({ kind: 'report', from: 'duty' })}
      />
      {left && (
        <Row
          icon="people"
          title={say('handover.title')}
          detail={left.from.join(say('subject.comma'))}
          onClick={() => onOpen({ kind: 'handover', from: 'duty' })}
        />
      )}
      <Row
        icon="rota"
        title={say('gate-rota.title')}
        detail={sayRota(session, now)}
        onClick={() => onOpen({ kind: 'rota' })}
      />
      <Row
        icon="horn"
        title={say('notice.title')}
        detail={sayUnread(session, unreadNotices(session, now).length)}
        onClick={() => onOpen({ kind: 'notices' })}
      />
      <Row
        icon="check"
        title={say('standards.title')}
        detail={
          session.state.standardsAnsweredAt === null
            ? say('standards.duty-detail')
            : say('standards.answered', { time: formatTime(session.state.standardsAnsweredAt) })
        }
        onClick={() => onOpen({ kind: 'standards', from: 'duty' })}
      />
      <Row
        icon="book"
        title={say('handbook.title')}
        detail={say('handbook.duty-detail')}
        onClick={() => onOpen({ kind: 'handbook' })}
      />
      <Row
        icon="rule"
        title={say('phone-settings.title')}
        detail={say('phone-settings.detail')}
        onClick={() => onOpen({ kind: 'settings' })}
      />
    </Rows>
  );
}

function sayReport({ state, day, policy }: ShiftSession, now: number): string {
  const known = knownReport(state, day, streetDay(now, policy.timeZone));
  return known
    ? say('gate-report.signed-by', { name: known.by, time: formatTime(known.at) })
    : say('gate-report.open');
}

function sayRota({ named, day, state }: ShiftSession, now: number): string {
  if (!named) return say('gate-rota.nameless');
  const rota = day?.rota ?? [];
  const off = offRotaNow(state.onDuty, rota, now);
  if (off.length > 0) return say('gate-rota.off', { names: off.join(say('subject.comma')) });
  const [first, ...others] = rotaNow(rota, now).next;
  if (!first) return say('gate-rota.nobody-next');
  return say('gate-rota.next-is', {
    names: [first, ...others].map(({ name }) => name).join(say('subject.comma')),
    time: formatTime(first.startsAt),
  });
}

function sayUnread({ named, notices }: ShiftSession, count: number): string {
  if (!named) return say('notice.nameless');
  if (notices.length === 0) return say('notice.none');
  return count > 0 ? say('notice.unread-count', { count }) : say('notice.all-read');
}
