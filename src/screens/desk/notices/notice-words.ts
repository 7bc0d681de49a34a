import type { ListedNotice } from '../../../protocol/notices.ts';
import { formatDateTime, say } from '../../../words/i18n.ts';

/** A change of the rules has no words of its own but their title. */
export const noticeTitle = ({ policy, title }: ListedNotice): string =>
  policy ? [say('notices.policy'), title].filter(Boolean).join(say('list.comma')) : title;

/** Until when gates are told of it, or since when not any more. */
export function noticeTime(notice: ListedNotice, now: number, zone: string): string {
  const { withdrawnAt, expiresAt, policy } = notice;
  if (withdrawnAt !== null) {
    return say('notices.withdrawn', { time: formatDateTime(withdrawnAt, zone) });
  }
  if (expiresAt === null) return say(policy ? 'notices.no-end-rules' : 'notices.no-end');
  const time = formatDateTime(expiresAt, zone);
  return say(expiresAt <= now ? 'notices.ended' : 'notices.until', { time });
}

export const isNoticeOver = ({ withdrawnAt, expiresAt }: ListedNotice, now: number): boolean =>
  withdrawnAt !== null || (expiresAt !== null && expiresAt <= now);
