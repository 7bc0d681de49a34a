import type { Bytes } from '../encoding/bytes.ts';
import {
  database,
  type PassingFeedRow,
  type PassingPageRow,
  type PassingSeries,
} from './database.ts';

/** A phone begins anew after so many pages, or so long: what is behind it is gone then. */
const PAGES_AT_MOST = 200;
const AGE_AT_MOST_MS = 24 * 60 * 60_000;

export const passingTables = () => [database.passingPages, database.passingFeeds] as const;

const pagesOf = (gateId: string, from: readonly [number, number], to: readonly [number, number]) =>
  database.passingPages
    .where('[gateId+series+order]')
    .between([gateId, ...from], [gateId, ...to], true, false);

const BEYOND = Number.POSITIVE_INFINITY;

export const readFeed = (gateId: string): Promise<PassingFeedRow | undefined> =>
  database.passingFeeds.get(gateId);

/** In the order in which they came, from that place on. */
export const readPages = (
  gateId: string,
  series: number,
  from: number,
): Promise<PassingPageRow[]> => pagesOf(gateId, [series, from], [series + 1, 0]).toArray();

/** What is asked for more of; null: it is time to begin from the start. */
export function seriesToAsk(
  feed: PassingFeedRow | undefined,
  cardEpoch: number,
  now: number,
): PassingSeries | null {
  const isOfUse = (one: PassingSeries | null | undefined): boolean =>
    one?.cardEpoch === cardEpoch &&
    one.pages <= PAGES_AT_MOST &&
    Math.abs(now - one.beganAt) < AGE_AT_MOST_MS;
  if (feed?.coming && isOfUse(feed.coming)) return feed.coming;
  return feed?.told && !feed.coming && isOfUse(feed.told) ? feed.told : null;
}

export interface ToldPassings {
  readonly cardEpoch: number;
  readonly isFresh: boolean;
  readonly more: boolean;
  readonly cursor: string;
  readonly serverTime: number;
  readonly page: Bytes | null;
}

const isSame = (one: PassingSeries | null | undefined, other: PassingSeries | null | undefined) =>
  one?.series === other?.series && one?.cursor === other?.cursor;

/**
 * Keeps one answer to what was asked with this feed. `overtaken`: another window was faster, nothing was kept. `other-card`: the gate has a new
 * card, under which all must be told again.
 */
export const savePassings = (
  gateId: string,
  seen: PassingFeedRow | undefined,
  asked: PassingSeries | null,
  told: ToldPassings,
  now: number,
): Promise<'saved' | 'overtaken' | 'other-card'> =>
  database.transaction('rw', passingTables(), async () => {
    const feed = await database.passingFeeds.get(gateId);
    if (!isSame(feed?.told, seen?.told) || !isSame(feed?.coming, seen?.coming)) return 'overtaken';
    const goesOn = asked !== null && !told.isFresh;
    if (goesOn && asked.cardEpoch !== told.cardEpoch) return 'other-card';
    const before = goesOn ? asked : newSeries(feed, told, now);
    if (told.page) {
      const { cursor, page } = told;
      const { series, pages: order } = before;
      await database.passingPages.put({ gateId, series, order, cursor, sealed: page });
    }
    const after: PassingSeries = {
      ...before,
      cursor: told.cursor,
      pages: before.pages + (told.page ? 1 : 0),
    };
    if (told.more && after.series === feed?.told?.series) {
      const heardAt = feed.told.heardAt;
      await database.passingFeeds.put({ gateId, told: { ...after, heardAt }, coming: null });
    } else if (told.more) {
      await database.passingFeeds.put({ gateId, told: feed?.told ?? null, coming: after });
    } else {
      const heardAt = told.serverTime;
      await database.passingFeeds.put({ gateId, told: { ...after, heardAt }, coming: null });
      await pagesOf(gateId, [0, 0], [after.series, 0]).delete();
    }
    return 'saved';
  });

const newSeries = (
  feed: PassingFeedRow | undefined,
  { cursor, cardEpoch }: ToldPassings,
  now: number,
): PassingSeries => ({
  series: Math.max(feed?.told?.series ?? 0, feed?.coming?.series ?? 0) + 1,
  cursor,
  cardEpoch,
  pages: 0,
  beganAt: now,
});

export async function forgetPassings(gateId: string): Promise<void> {
  await database.transaction('rw', passingTables(), async () => {
    await database.passingFeeds.delete(gateId);
    await pagesOf(gateId, [0, 0], [BEYOND, BEYOND]).delete();
  });
}

/** A page of it cannot be read: all is told anew. Unless that has begun already. */
export async function letGoOfSeries(gateId: string, series: number): Promise<void> {
  await database.transaction('rw', passingTables(), async () => {
    const feed = await database.passingFeeds.get(gateId);
    if (feed?.told?.series === series || feed?.coming?.series === series) {
      await forgetPassings(gateId);
    }
  });
}
