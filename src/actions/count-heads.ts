import type { Direction, RecordId } from '../domain/entry.ts';
import type { Policy } from '../domain/policy.ts';
import { streetTime } from '../domain/street-time.ts';
import type { EntryGone, NotSaved, ShiftSession } from './shift-session.ts';
import { workingsOf } from './working-session.ts';

export type HeadsCounted =
  | { readonly kind: 'saved'; readonly id: RecordId }
  /** Outside the hours in which people may be counted instead of registered. */
  | { readonly kind: 'not-allowed-now' }
  | NotSaved;

/** Inside one of the street's hours for it. */
export function mayCountHeads(
  { clicker, timeZone }: Pick<Policy, 'clicker' | 'timeZone'>,
  now: number,
): boolean {
  if (clicker.length === 0) return false;
  const { hour, minute } = streetTime(now, timeZone);
  const ofDay = hour * 60 + minute;
  return clicker.some(({ fromMinute, toMinute }) => fromMinute <= ofDay && ofDay < toMinute);
}

/** `people`, 1 to 9,999, went through without being registered. */
export async function countHeads(
  session: ShiftSession,
  direction: Direction,
  people: number,
  now: number,
): Promise<HeadsCounted> {
  const work = workingsOf(session);
  return work.exclusively<HeadsCounted>(now, async (at) => {
    if (!mayCountHeads(work.policy, at)) return { kind: 'not-allowed-now' };
    return work.append({ kind: 'head-count', at, direction, people });
  });
}

/** Takes one count back by a record of its own. */
export async function undoHeadCount(
  session: ShiftSession,
  id: RecordId,
  now: number,
): Promise<{ readonly kind: 'saved' } | EntryGone | NotSaved> {
  const work = workingsOf(session);
  return work.exclusively<{ kind: 'saved' } | EntryGone | NotSaved>(now, async (at) =>
    work.hasHeadCount(id) ? work.append({ kind: 'undo', at, target: id }) : { kind: 'gone' },
  );
}
