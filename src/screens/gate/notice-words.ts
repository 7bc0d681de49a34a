import type { StreetNotice } from '../../domain/notice.ts';
import { formatDateTime, say } from '../../words/i18n.ts';

/** A change of the rules has no words of its own but their title. */
export const noticeTitle = ({ policy, title }: StreetNotice): string =>
  policy ? [say('notice.policy'), title].filter(Boolean).join(say('subject.comma')) : title;

/** Who it is from, and when. */
export const noticeFrom = ({ placeName, madeAt }: StreetNotice): string =>
  `${placeName} ${formatDateTime(madeAt)}`;
