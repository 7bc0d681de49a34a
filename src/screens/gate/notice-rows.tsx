import type { NoticeAtGate } from '../../actions/street-notices.ts';
import { Row, Rows } from '../../ui/row.tsx';
import { say } from '../../words/i18n.ts';
import { noticeFrom, noticeTitle } from './notice-words.ts';

export interface NoticeRowsProps {
  readonly notices: readonly NoticeAtGate[];
  readonly onOpen: (id: string) => void;
}

/** One line each; what somebody on duty has not read yet says so. */
export function NoticeRows({ notices, onOpen }: NoticeRowsProps) {
  return (
    <Rows label={say('notice.title')}>
      {notices.map(({ notice, unreadBy }) => (
        <Row
          key={notice.id}
          icon="horn"
          title={noticeTitle(notice)}
          detail={[unreadBy.length > 0 ? say('notice.unread') : '', noticeFrom(notice)]
            .filter(Boolean)
            .join(say('subject.comma'))}
          onClick={() => onOpen(notice.id)}
        />
      ))}
    </Rows>
  );
}
