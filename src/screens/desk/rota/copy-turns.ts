import { dayPlus } from '../../../domain/street-calendar.ts';
import { streetDay, streetMoment, streetTime } from '../../../domain/street-time.ts';
import type { ListedTurn, RotaChange } from '../../../protocol/rota.ts';

type NewTurn = Extract<RotaChange, { kind: 'add-turns' }>['turns'][number];

/** 'YYYY-MM-DD' of the Monday of a day's week. */
export function mondayOf(day: string): string {
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
  return dayPlus(day, -((weekday + 6) % 7));
}

export const daysFrom = (first: string, count: number): string[] =>
  Array.from({ length: count }, (_, ahead) => dayPlus(first, ahead));

const keyOf = ({ gateId, volunteerId, startsAt, endsAt }: Omit<NewTurn, 'id'>): string =>
  `${gateId} ${volunteerId} ${startsAt} ${endsAt}`;

/** The same clock time so many of the street's days later. */
function later(at: number, days: number, zone: string): number {
  const { hour, minute } = streetTime(at, zone);
  return streetMoment(dayPlus(streetDay(at, zone), days), hour, minute, zone) ?? at;
}

interface Copying {
  readonly turns: readonly ListedTurn[];
  /** How many days later each copy lies. */
  readonly shifts: readonly number[];
  /** Turns that are there already: they are not made twice, however often it is asked. */
  readonly there: readonly ListedTurn[];
  /** Nobody is put on the rota who has left. */
  readonly isGone: (volunteerId: string) => boolean;
  readonly zone: string;
  readonly newId: () => string;
}

export function copiedTurns(copying: Copying): NewTurn[] {
  const { turns, shifts, there, isGone, zone, newId } = copying;
  const known = new Set(there.map(keyOf));
  return shifts.flatMap((days) =>
    turns.flatMap((turn): NewTurn[] => {
      const copy = {
        gateId: turn.gateId,
        volunteerId: turn.volunteerId,
        startsAt: later(turn.startsAt, days, zone),
        endsAt: later(turn.endsAt, days, zone),
      };
      if (isGone(turn.volunteerId) || known.has(keyOf(copy))) return [];
      known.add(keyOf(copy));
      return [{ id: newId(), ...copy }];
    }),
  );
}
