import { isNoticeOver, type StreetNotice, unreadBy } from '../domain/notice.ts';
import { parseNotices } from '../protocol/notices.ts';
import { noticesAad } from '../sealing/notices-aad.ts';
import type { Card } from './card.ts';
import { openTold } from './open-told.ts';
import type { ShiftSession } from './shift-session.ts';

/** Newest first; null as `openTold`. */
export const openGateNotices = (
  gateId: string,
  card: Card,
): Promise<readonly StreetNotice[] | null> =>
  openTold('notices', gateId, card, noticesAad(gateId), parseNotices);

export interface NoticeAtGate {
  readonly notice: StreetNotice;
  /** Who on duty has not read it; one empty name stands for whoever is there when nobody is named. */
  readonly unreadBy: readonly string[];
}

/** What somebody on duty has yet to read. */
export const unreadNotices = (
  session: Pick<ShiftSession, 'notices' | 'state'>,
  now: number,
): readonly NoticeAtGate[] =>
  noticesNow(session, now).filter(({ unreadBy: who }) => who.length > 0);

/** Those that are not over by the phone's clock, newest first. */
export const noticesNow = (
  { notices, state }: Pick<ShiftSession, 'notices' | 'state'>,
  now: number,
): readonly NoticeAtGate[] =>
  notices
    .filter((notice) => !isNoticeOver(notice, now))
    .map((notice) => ({ notice, unreadBy: unreadBy(notice, state.onDuty, state.noticesRead) }));
