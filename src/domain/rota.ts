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
/** Of one person however their name was typed; gates' logs know people by no other mark. */
export const personKey = (name: string): string =>
  // Most names are as they should be.
  /^[\u4e00-\u9fffA-Za-z]*$/.test(name) ? name : name.normalize('NFKC').replaceAll(/\s/g, '');
const sameName = (a: string, b: string): boolean => a === b || personKey(a) === personKey(b);

/** Stays of one person that touch or overlap are one, as where two phones of a gate name the same people. */
function joined<Stay extends Pick<Served, 'from' | 'until'>>(stays: readonly Stay[]): Stay[] {
  if (stays.length < 2) return [...stays];
  const found: Stay[] = [];
  for (const stay of stays.toSorted((a, b) => a.from - b.from)) {
    const last = found.at(-1);
    if (!last || (last.until !== null && last.until < stay.from)) {
      found.push(stay);
    } else {
      const until =
        last.until === null || stay.until === null ? null : Math.max(last.until, stay.until);
      found[found.length - 1] = { ...last, until };
    }
  }
  return found;
}

/** By start; each person once at each gate at any time. */
export function oncePerGate(served: readonly Served[]): Served[] {
  const gates = new Map<string, Map<string, Served[]>>();
  for (const stay of served) {
    const people = gates.get(stay.gateId) ?? new Map<string, Served[]>();
    gates.set(stay.gateId, people);
    const key = personKey(stay.name);
    const stays = people.get(key);
    if (stays) stays.push(stay);
    else people.set(key, [stay]);
  }
  return [...gates.values()]
    .flatMap((people) => [...people.values()].flatMap(joined))
    .sort((a, b) => a.from - b.from);
}

/** Minutes within begin … end that one person's stays cover, each minute once, at whichever gates. */
export const minutesWithin = (
  stays: readonly Pick<Served, 'from' | 'until'>[],
  begin: number,
  end: number,
  now: number,
): number =>
  joined(stays).reduce((sum, { from, until }) => {
    const ms = Math.min(until ?? now, now, end) - Math.max(from, begin);
    return sum + Math.max(0, Math.floor(ms / MINUTE_MS));
  }, 0);

type NamedTurn = Pick<Turn, 'gateId' | 'startsAt' | 'endsAt'> & { readonly name: string };

/** Whoever left before the turn began had come for something else. */
const isStayOf = (stay: Served, turn: NamedTurn, now: number): boolean =>
  stay.gateId === turn.gateId &&
  stay.from < turn.endsAt &&
  (stay.until === null ? now > turn.startsAt - EARLY_MS : stay.until > turn.startsAt) &&
  sameName(stay.name, turn.name);

/** Who stands on the rota is known to the gate's log by name only. */
export function turnSeen(
  turn: Turn,
  name: string,
  served: readonly Served[],
  now: number,
): TurnSeen {
  const begin = turn.startsAt - EARLY_MS;
  const named = { ...turn, name };
  const stays = served.filter((stay) => isStayOf(stay, named, now));
  const cameAt = stays.length === 0 ? null : Math.min(...stays.map(({ from }) => from));
  const servedMinutes = minutesWithin(stays, begin, turn.endsAt, now);
  return { state: stateOf(turn, stays, cameAt, now), cameAt, servedMinutes };
}

/** The turn is over and nobody came for it; what `turnSeen` says, for thousands of turns. */
export function wasAbsent(
  turn: Turn,
  name: string,
  served: readonly Served[],
  now: number,
): boolean {
  if (now < turn.endsAt) return false;
  const named = { ...turn, name };
  return !served.some((stay) => isStayOf(stay, named, now));
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
  turns: readonly NamedTurn[],
  now: number,
): readonly Served[] => served.filter((stay) => !turns.some((turn) => isStayOf(stay, turn, now)));
