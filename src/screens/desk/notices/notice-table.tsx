import type { ListedNotice } from '../../../protocol/notices.ts';
import { formatDateTime, say } from '../../../words/i18n.ts';
import table from '../parts/desk-table.module.css';
import { stepBetweenRows } from '../parts/step-between-rows.ts';
import { useNarrow } from '../parts/use-narrow.ts';
import css from './notice-table.module.css';
import { isNoticeOver, noticeTime, noticeTitle } from './notice-words.ts';

interface NoticeTableProps {
  notices: readonly ListedNotice[];
  selectedId: string | null;
  isBesidePanel: boolean;
  /** By the server's clock. */
  now: number;
  zone: string;
  onSelect: (id: string) => void;
}

/** Newest first: what was said to whom, and at how many gates somebody has read it. */
export function NoticeTable(props: NoticeTableProps) {
  const { notices, selectedId, isBesidePanel, now, zone, onSelect } = props;
  const isShort = useNarrow() || isBesidePanel;
  return (
    <table class={table.table}>
      <thead>
        <tr>
          <th scope="col">{say('notices.what')}</th>
          {!isShort && <th scope="col">{say('notices.for')}</th>}
          {!isShort && <th scope="col">{say('notices.sent')}</th>}
          {!isShort && <th scope="col">{say('notices.time')}</th>}
          <th scope="col" class={table.number}>
            {say('notices.gates-read')}
          </th>
          {!isShort && (
            <th scope="col" class={table.number}>
              {say('notices.phones-read')}
            </th>
          )}
        </tr>
      </thead>
      <tbody onKeyDown={stepBetweenRows}>
        {notices.map((notice) => {
          const { id, placeName, text, madeAt, madeBy } = notice;
          const isSelected = id === selectedId;
          const isBehind = notice.gatesRead < notice.gates && !isNoticeOver(notice, now);
          return (
            <tr
              key={id}
              class={`${css.row} ${isSelected ? css.selected : ''}`}
              onClick={() => onSelect(id)}
            >
              <td>
                <button type="button" class={css.what} data-row={id} aria-expanded={isSelected}>
                  {noticeTitle(notice)}
                </button>
                {isShort ? (
                  <span class={css.about}>
                    {placeName} {formatDateTime(madeAt, zone)}
                  </span>
                ) : (
                  <span class={css.about}>{text}</span>
                )}
              </td>
              {!isShort && <td>{placeName}</td>}
              {!isShort && (
                <td class={table.quiet}>
                  {formatDateTime(madeAt, zone)} {madeBy}
                </td>
              )}
              {!isShort && <td class={table.quiet}>{noticeTime(notice, now, zone)}</td>}
              <td class={`${table.number} ${isBehind ? css.behind : ''}`}>
                {say('notices.of', { count: notice.gatesRead, all: notice.gates })}
              </td>
              {!isShort && (
                <td class={table.number}>
                  {say('notices.of', { count: notice.phonesRead, all: notice.phones })}
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
