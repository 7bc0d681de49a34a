/** Somebody who may be put on the rota. */
export interface Volunteer {
  /** 32 hex digits. */
  readonly id: string;
  readonly name: string;
  readonly phone: string;
  /** Where they come from: a unit, a school, a building. */
  readonly unit: string;
  /** No longer to be put on the rota; what was served stays. */
  readonly isGone: boolean;
}

/** One person at one gate for some hours. */
export interface Turn {
  readonly id: string;
  readonly gateId: string;
  readonly volunteerId: string;
  /** Epoch ms. */
  readonly startsAt: number;
  readonly endsAt: number;
  /** Whose turn it was before a swap; null: never swapped. */
  readonly insteadOf: string | null;
}

/** Hours that somebody was on duty at a gate as its log shows. `until` null: still there. */
export interface Served {
  readonly gateId: string;
  readonly name: string;
  readonly from: number;
  readonly until: number | null;
}

export const TURN_STATES = ['planned', 'awaited', 'on', 'missing', 'served', 'absent'] as const;
/** `awaited`: should be there, within the grace; `missing`: should be and is not; `absent`: was never there. */
export type TurnState = (typeof TURN_STATES)[number];

export interface TurnSeen {
  readonly state: TurnState;
  /** When first seen on duty there, within the turn's hours or up to an hour before; null: not. */
  readonly cameAt: number | null;
  readonly servedMinutes: number;
}

/** How long after its start a turn may still be awaited. */
export const GRACE_MS = 15 * 60_000;
/** Somebody who is at the gate this long before their turn has come for it. */
export const EARLY_MS = 60 * 60_000;
export const TURN_LIMIT_MS = 24 * 60 * 60_000;

const MINUTE_MS = 60_000;
const sameName = (a: string, b: string): boolean =>
  a.normalize('NFKC').replaceAll(/\s/g, '') === b.normalize('NFKC').replaceAll(/\s/g, '');

/** Minutes of one stay that lie within from … until. */
export function minutesWithin(
  { from, until }: Served,
  begin: number,
  end: number,
  now: number,
): number {
  const ms = Math.min(until ?? now, end) - Math.max(from, begin);
  return Math.max(0, Math.floor(ms / MINUTE_MS));
}

/** Who stands on the rota is known to the gate's log by name only. */
export function turnSeen(
  turn: Turn,
  name: string,
  served: readonly Served[],
  now: number,
): TurnSeen {
  const begin = turn.startsAt - EARLY_MS;
  const stays = served.filter(
    (stay) =>
      stay.gateId === turn.gateId &&
      sameName(stay.name, name) &&
      stay.from < turn.endsAt &&
      (stay.until ?? now) > begin,
  );
  const cameAt = stays.length === 0 ? null : Math.min(...stays.map(({ from }) => from));
  const servedMinutes = stays.reduce(
    (sum, stay) => sum + minutesWithin(stay, begin, turn.endsAt, now),
    0,
  );
  return { state: stateOf(turn, stays, cameAt, now), cameAt, servedMinutes };
}

function stateOf(
  turn: Turn,
  stays: readonly Served[],
  cameAt: number | null,
  now: number,
): TurnState {
  if (now >= turn.endsAt) return cameAt === null ? 'absent' : 'served';
  if (stays.some(({ until }) => until === null)) return 'on';
  if (now < turn.startsAt) return 'planned';
  if (cameAt !== null) return 'served';
  return now < turn.startsAt + GRACE_MS ? 'awaited' : 'missing';
}

/** Stays of people whom no turn of that gate expected then. */
export const offRota = (
  served: readonly Served[],
  turns: readonly (Pick<Turn, 'gateId' | 'startsAt' | 'endsAt'> & { readonly name: string })[],
  now: number,
): readonly Served[] =>
  served.filter(
    (stay) =>
      !turns.some(
        (turn) =>
          turn.gateId === stay.gateId &&
          sameName(turn.name, stay.name) &&
          stay.from < turn.endsAt &&
          (stay.until ?? now) > turn.startsAt - EARLY_MS,
      ),
  );
