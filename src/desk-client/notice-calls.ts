import {
  type NoticeAnswer,
  type NoticeChange,
  type NoticesAnswer,
  parseNoticeAnswer,
  parseNoticesAnswer,
} from '../protocol/notices.ts';
import type { Answer } from './answer.ts';
import type { DeskCaller } from './desk-caller.ts';

export interface NoticeCalls {
  readonly readNotices: (signal?: AbortSignal) => Promise<Answer<NoticesAnswer>>;
  /** Who has read one of them, gate by gate. */
  readonly readNotice: (id: string, signal?: AbortSignal) => Promise<Answer<NoticeAnswer>>;
  readonly changeNotice: (change: NoticeChange) => Promise<Answer<NoticesAnswer>>;
}

export const noticeCalls = (caller: DeskCaller): NoticeCalls => ({
  readNotices: (signal) => caller.get('/api/notices', parseNoticesAnswer, signal),
  readNotice: (id, signal) => caller.get(`/api/notices/${id}`, parseNoticeAnswer, signal),
  changeNotice: (change) => caller.post('/api/notices/change', change, parseNoticesAnswer),
});
