import type { ShiftSession } from '../../actions/shift-session.ts';
import { unreadNotices } from '../../actions/street-notices.ts';
import type { Direction } from '../../domain/entry.ts';
import { Stat } from '../../ui/stat.tsx';
import { TopLine, type TopLineProps } from '../../ui/top-line.tsx';
import { formatCountdown, say } from '../../words/i18n.ts';
import { PendingStat } from '../shift/pending-stat.tsx';
import type { PhoneWiring } from '../shift/phone-wiring.ts';
import { useNow } from '../use-now.ts';
import { openOf } from './open-of.ts';

export interface ShiftTopProps {
  readonly session: ShiftSession;
  readonly wiring: PhoneWiring;
  readonly direction?: Direction;
  readonly onBack?: TopLineProps['onBack'];
  readonly onCancel?: TopLineProps['onCancel'];
  readonly title?: string;
  /** Off where the screen has another title of its own. */
  readonly isHeading?: boolean;
  readonly hasParked?: boolean;
  readonly onParked?: () => void;
  /** Opens the street's notices; absent: they are not told of here. */
  readonly onNotices?: () => void;
}

/** The top line of every screen of a shift: where, which way, what is waiting. */
export function ShiftTop(props: ShiftTopProps) {
  const { session, wiring, direction, title, isHeading = true, onParked } = props;
  const now = useNow(10_000);
  const parked = openOf(session);
  const oldest = parked[0];
  const unread = props.onNotices ? unreadNotices(session, now).length : 0;
  return (
    <TopLine
      place={title ?? session.gate.name}
      isHeading={isHeading}
      {...(title || direction ? {} : { detail: session.gate.compoundName })}
      {...(direction && { direction })}
      onBack={props.onBack}
      onCancel={props.onCancel}
    >
      {props.hasParked && oldest && (
        <Stat
          icon="clock"
          value={parked.length}
          label={say('top.parked')}
          detail={say('top.parked-detail', { clock: formatCountdown(now - oldest.at) })}
          {...(onParked && { onClick: onParked })}
        />
      )}
      {props.onNotices && unread > 0 && (
        <Stat
          icon="horn"
          value={unread}
          label={say('notice.title')}
          detail={say('notice.top-detail')}
          onClick={props.onNotices}
        />
      )}
      <PendingStat sync={wiring.sync} onSync={wiring.syncNow} />
    </TopLine>
  );
}
