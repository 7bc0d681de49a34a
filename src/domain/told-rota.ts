import type { ToldTurn } from './gate-day.ts';
import { EARLY_MS, personKey } from './rota.ts';
import { streetDay } from './street-time.ts';

/** Who should stand at the gate, as its phone was told. */
export interface RotaNow {
  readonly now: readonly ToldTurn[];
  /** Those that begin together, next. */
  readonly next: readonly ToldTurn[];
}

export function rotaNow(rota: readonly ToldTurn[], now: number): RotaNow {
  const startsAt = Math.min(...rota.map((turn) => turn.startsAt).filter((at) => at > now));
  return {
    now: rota.filter((turn) => turn.startsAt <= now && now < turn.endsAt),
    next: rota.filter((turn) => turn.startsAt === startsAt),
  };
}

/** The street's days from today on that have turns, in order; one that goes over midnight stands on the day it begins. */
export function rotaDays(
  rota: readonly ToldTurn[],
  now: number,
  zone: string,
): readonly { readonly day: string; readonly turns: readonly ToldTurn[] }[] {
  const days = new Map<string, ToldTurn[]>();
  for (const turn of rota.toSorted((a, b) => a.startsAt - b.startsAt)) {
    if (turn.endsAt <= now) continue;
    const day = streetDay(turn.startsAt, zone);
    days.set(day, [...(days.get(day) ?? []), turn]);
  }
  return [...days].map(([day, turns]) => ({ day, turns }));
}

/** Names on duty whom no turn expects now. Nobody, where no rota is made. */
export const offRotaNow = (
  onDuty: readonly string[],
  rota: readonly ToldTurn[],
  now: number,
): readonly string[] =>
  rota.length === 0
    ? []
    : onDuty.filter(
        (name) =>
          !rota.some(
            (turn) =>
              personKey(turn.name) === personKey(name) &&
              turn.startsAt - EARLY_MS <= now &&
              now < turn.endsAt,
          ),
      );
