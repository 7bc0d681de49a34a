import { boundedText, NAME_LENGTH } from './bounded-text.ts';
import type { NotSaved, ShiftSession } from './shift-session.ts';
import { workingsOf } from './working-session.ts';

export type NoticeRead = { readonly kind: 'saved' } | NotSaved;

/** `by`: who on duty has read it; empty where nobody is named. Said once: a second time makes no record. */
export async function readNotice(
  session: ShiftSession,
  noticeId: string,
  by: string,
  now: number,
): Promise<NoticeRead> {
  const work = workingsOf(session);
  const name = boundedText(by, NAME_LENGTH);
  return work.exclusively<NoticeRead>(now, async (at) => {
    if (work.state.noticesRead.get(noticeId)?.includes(name)) return { kind: 'saved' };
    return work.append({ kind: 'notice-read', at, noticeId, by: name });
  });
}
