import type { RecordId } from '../../domain/entry.ts';
import { type GatePassing, HISTORY_DAYS } from '../../domain/passings.ts';
import { PASSINGS_PAGE } from '../../protocol/passings.ts';
import type { PassingFilter, PassingHistory } from '../store/passings.ts';
import { type PassingsPlace, passingsCursor, readPassingsCursor } from './passings-cursor.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Changes are written under the time at which they began: what was under way when a page was made comes with the next. */
const OVERLAP_MS = 60_000;
/** So much of the street's changes is gone through at a time. */
const SPAN_MS = 60 * 60_000;
/** Older cursors begin from the start, as ones from a future that the server's clock has not reached. */
const CURSOR_AGE_MS = DAY_MS;

interface PassingsPage {
  readonly isFresh: boolean;
  readonly more: boolean;
  readonly cursor: string;
  readonly passings: readonly GatePassing[];
  readonly removed: readonly RecordId[];
}

interface Asked {
  readonly incarnation: string;
  readonly streetId: string;
  readonly compoundId: string;
  readonly since: string | null;
  readonly now: number;
}

/** The next of what a gate of the compound has not heard yet. What is told twice is told the same. */
export async function passingsPage(
  history: PassingHistory,
  { incarnation, streetId, compoundId, since, now }: Asked,
  limit = PASSINGS_PAGE,
): Promise<PassingsPage> {
  const whose = { incarnation, compoundId };
  const known = since === null ? null : readPassingsCursor(since, whose);
  const goesOn = known && isOfUse(known, now) ? known : null;
  const place: PassingsPlace = goesOn ?? { kind: 'all', begunAt: now, after: null };
  const filter = { streetId, compoundId, from: now - HISTORY_DAYS * DAY_MS };
  const { next, more, ...told } =
    place.kind === 'all'
      ? await nextOfAll(history, filter, place, now, limit)
      : await nextChanges(history, filter, place, now, limit);
  return { isFresh: goesOn === null, more, cursor: passingsCursor(whose, next), ...told };
}

function isOfUse(place: PassingsPlace, now: number): boolean {
  const age = now - (place.kind === 'all' ? place.begunAt : place.changedAt);
  return age <= CURSOR_AGE_MS && age >= -SPAN_MS;
}

interface Told extends Pick<PassingsPage, 'more' | 'passings' | 'removed'> {
  readonly next: PassingsPlace;
}

const changesFrom = (changedAt: number): PassingsPlace => ({
  kind: 'changed',
  changedAt: Math.max(0, changedAt),
  record: null,
});

async function nextOfAll(
  history: PassingHistory,
  filter: PassingFilter,
  { begunAt, after }: Extract<PassingsPlace, { kind: 'all' }>,
  now: number,
  limit: number,
): Promise<Told> {
  const found = await history.all(filter, after, limit + 1);
  const rows = found.slice(0, limit);
  const passings = rows.map(({ passing }) => passing);
  const last = rows.at(-1);
  if (last && found.length > limit) {
    const next = { kind: 'all', begunAt, after: last.place } as const;
    return { next, more: true, passings, removed: [] };
  }
  // What changed while the pages were asked for comes after them.
  const next = changesFrom(begunAt - OVERLAP_MS);
  return { next, more: begunAt < now, passings, removed: [] };
}

async function nextChanges(
  history: PassingHistory,
  filter: PassingFilter,
  place: Extract<PassingsPlace, { kind: 'changed' }>,
  now: number,
  limit: number,
): Promise<Told> {
  const until = place.changedAt + SPAN_MS;
  const found = await history.changed(filter, place, until, limit + 1);
  const rows = found.slice(0, limit);
  const told = {
    passings: rows.flatMap(({ passing }) => passing ?? []),
    removed: rows.flatMap(({ id, passing, mayHaveBeen }) =>
      passing === null && mayHaveBeen ? id : [],
    ),
  };
  const last = rows.at(-1);
  if (last && found.length > limit) {
    const next = { kind: 'changed', changedAt: last.changedAt, record: last.id } as const;
    return { next, more: true, ...told };
  }
  if (until <= now) return { next: changesFrom(until), more: true, ...told };
  return { next: changesFrom(now - OVERLAP_MS), more: false, ...told };
}
