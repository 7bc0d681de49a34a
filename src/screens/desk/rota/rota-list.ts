import type { TurnState } from '../../../domain/rota.ts';
import { streetDay, streetMoment } from '../../../domain/street-time.ts';
import type { ListedTurn, ListedVolunteer, RotaAnswer } from '../../../protocol/rota.ts';
import type { GateOption } from '../parts/gate-options.ts';

export type OffRota = RotaAnswer['offRota'][number];

/** How pressing a turn is: what wants somebody now comes first. */
const PRESSING: readonly TurnState[] = ['missing', 'awaited', 'absent', 'on', 'planned', 'served'];

/** One bar in a gate's day: a turn, or somebody whom no turn expected. */
export type DayBar = {
  readonly from: number;
  /** At the latest the day's end. */
  readonly until: number;
  readonly lane: number;
} & (
  | { readonly kind: 'turn'; readonly turn: ListedTurn }
  | { readonly kind: 'off-rota'; readonly stay: OffRota }
);

export interface GateDay {
  readonly gate: GateOption;
  readonly bars: readonly DayBar[];
  readonly lanes: number;
}

export interface DaySpan {
  readonly begin: number;
  readonly end: number;
}

export const daySpan = (day: string, nextDay: string, zone: string): DaySpan => ({
  begin: streetMoment(day, 0, 0, zone) ?? 0,
  end: streetMoment(nextDay, 0, 0, zone) ?? 0,
});

/** What a short bar needs to be read in. */
const ROOM_MS = 4 * 60 * 60_000;

/** A gate's turns of one day side by side, in as few lanes as they need; whom none of them expected, below. */
export function gateDay(
  gate: GateOption,
  { turns, offRota }: Pick<RotaAnswer, 'turns' | 'offRota'>,
  span: DaySpan,
  now: number,
): GateDay {
  const planned = turns
    .filter(({ gateId }) => gateId === gate.id)
    .map((turn) => ({ kind: 'turn' as const, turn, from: turn.startsAt, until: turn.endsAt }));
  const others = offRota
    .filter(({ gateId }) => gateId === gate.id)
    .map((stay) => ({
      kind: 'off-rota' as const,
      stay,
      from: stay.from,
      until: stay.until ?? now,
    }));
  const above = inLanes(planned, span, 0);
  const below = inLanes(others, span, ROOM_MS);
  const bars: DayBar[] = [
    ...above.bars,
    ...below.bars.map((bar) => ({ ...bar, lane: bar.lane + above.lanes })),
  ];
  return {
    gate,
    bars: bars.toSorted((one, other) => one.from - other.from),
    lanes: above.lanes + below.lanes,
  };
}

function inLanes<Bar extends { readonly from: number; readonly until: number }>(
  all: readonly Bar[],
  { begin, end }: DaySpan,
  roomMs: number,
): { bars: (Bar & { readonly lane: number })[]; lanes: number } {
  const ends: number[] = [];
  const bars = all
    .filter(({ from, until }) => from < end && until > begin)
    .toSorted((one, other) => one.from - other.from)
    .map((bar) => {
      const free = ends.findIndex((last) => last <= bar.from);
      const lane = free === -1 ? ends.length : free;
      ends[lane] = Math.max(bar.until, bar.from + roomMs);
      return { ...bar, lane, from: Math.max(bar.from, begin), until: Math.min(bar.until, end) };
    });
  return { bars, lanes: ends.length };
}

/** Gates where somebody is missing come first, then those where somebody is awaited; else as given. */
export function byPressing(days: readonly GateDay[]): GateDay[] {
  const rank = ({ bars }: GateDay): number => {
    const states = bars.flatMap((bar) => (bar.kind === 'turn' ? [bar.turn.state] : []));
    if (states.includes('missing')) return 0;
    return states.includes('awaited') ? 1 : 2;
  };
  return days.toSorted((one, other) => rank(one) - rank(other));
}

export const turnsByPressing = (turns: readonly ListedTurn[]): ListedTurn[] =>
  turns.toSorted(
    (one, other) =>
      PRESSING.indexOf(one.state) - PRESSING.indexOf(other.state) || one.startsAt - other.startsAt,
  );

/** Turns that begin on a day: those that only reach into it belong to the day before. */
export const beginningOn = (
  turns: readonly ListedTurn[],
  days: readonly string[],
  zone: string,
): ListedTurn[] => turns.filter(({ startsAt }) => days.includes(streetDay(startsAt, zone)));

export const matches = (volunteer: ListedVolunteer, text: string): boolean => {
  const wanted = text.trim().toLowerCase();
  return [volunteer.name, volunteer.phone, volunteer.unit].some((part) =>
    part.toLowerCase().includes(wanted),
  );
};

/** A turn of the same person that overlaps these hours, at whatever gate. */
export const clashWith = (
  turns: readonly ListedTurn[],
  volunteerId: string,
  startsAt: number,
  endsAt: number,
  exceptId = '',
): ListedTurn | null =>
  turns.find(
    (turn) =>
      turn.id !== exceptId &&
      turn.volunteerId === volunteerId &&
      turn.startsAt < endsAt &&
      turn.endsAt > startsAt,
  ) ?? null;
