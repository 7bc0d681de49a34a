import type { ShiftSession } from '../../actions/shift-session.ts';
import { noticesNow } from '../../actions/street-notices.ts';
import { Button } from '../../ui/button.tsx';
import { Chips } from '../../ui/chips.tsx';
import { NoRows } from '../../ui/row.tsx';
import { Acts, Grow, Screen } from '../../ui/screen.tsx';
import { formatDateTime, say } from '../../words/i18n.ts';
import type { PhoneWiring } from '../shift/phone-wiring.ts';
import { useNow } from '../use-now.ts';
import css from './notice-screen.module.css';
import { noticeFrom, noticeTitle } from './notice-words.ts';
import { ShiftTop } from './shift-top.tsx';

export interface NoticeScreenProps {
  readonly session: ShiftSession;
  readonly wiring: PhoneWiring;
  readonly id: string;
  /** `by`: a name on duty, empty when nobody is named; `isLast`: nobody else here is left to read it. */
  readonly onRead: (by: string, isLast: boolean) => void;
  readonly onLeave: () => void;
}

/** One notice, and a tap for each who has read it. Nobody has to: the way back is always there. */
export function NoticeScreen({ session, wiring, id, onRead, onLeave }: NoticeScreenProps) {
  const now = useNow(60_000);
  const found = noticesNow(session, now).find(({ notice }) => notice.id === id);
  const unread = found?.unreadBy ?? [];
  const [first = ''] = unread;
  return (
    <Screen
      top={
        <ShiftTop session={session} wiring={wiring} title={say('notice.title')} onBack={onLeave} />
      }
      acts={
        <>
          {unread.length > 1 && (
            <Chips
              label={say('notice.who')}
              options={unread.map((name) => ({ value: name, label: name }))}
              value={null}
              onChange={(name) => onRead(name, false)}
            />
          )}
          {unread.length === 1 && (
            <Acts>
              <Button
                kind="main"
                icon="check"
                note={first === '' ? undefined : first}
                onClick={() => onRead(first, true)}
              >
                {say('notice.read')}
              </Button>
            </Acts>
          )}
        </>
      }
    >
      {!found && <NoRows>{say('notice.over')}</NoRows>}
      {found && <Words session={session} notice={found.notice} now={now} />}
      <Grow />
    </Screen>
  );
}

function Words({
  session,
  notice,
  now,
}: {
  session: ShiftSession;
  notice: ShiftSession['notices'][number];
  now: number;
}) {
  const { policy, text, madeBy, expiresAt, readBy } = notice;
  const here = session.state.noticesRead.get(notice.id) ?? [];
  const readers = [...new Set([...here, ...readBy])].filter(Boolean);
  const fromThen = policy && policy.effectiveFrom > now;
  return (
    <article class={css.notice}>
      <h2>{noticeTitle(notice)}</h2>
      <p class={css.from}>
        {noticeFrom(notice)} {madeBy}
      </p>
      {policy && (
        <p class={css.text}>
          {fromThen
            ? say('notice.policy-from', { time: formatDateTime(policy.effectiveFrom) })
            : say('notice.policy-now')}
        </p>
      )}
      {text && <p class={css.text}>{text}</p>}
      {expiresAt !== null && (
        <p class={css.from}>{say('notice.until', { time: formatDateTime(expiresAt) })}</p>
      )}
      {readers.length > 0 && (
        <p class={css.from}>
          {say('notice.read-by', { names: readers.join(say('subject.comma')) })}
        </p>
      )}
    </article>
  );
}
