import type { ToldHandover, ToldTurn } from '../../domain/gate-day.ts';
import { minutesWithin, personKey, type Served } from '../../domain/rota.ts';
import {
  streetDay,
  streetDayStart,
  streetDaysEnd,
  streetMoment,
} from '../../domain/street-time.ts';
import type { PlacedGate } from '../store/gates.ts';
import type { Store } from '../store/store.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** Today and a week. */
const DAYS_TOLD = 8;
const KEPT_MS = 10 * 60_000;
const HANDOVER_MS = 48 * HOUR_MS;

const monthStart = (now: number, zone: string): number =>
  streetMoment(`${streetDay(now, zone).slice(0, 'YYYY-MM'.length)}-01`, 0, 0, zone) as number;

/** What everybody served anywhere in the street in its month so far, by personKey. */
export type MonthMinutes = (streetId: string, now: number) => Promise<ReadonlyMap<string, number>>;

export const monthMinutes =
  (store: Pick<Store, 'served' | 'gates'>, zone: string): MonthMinutes =>
  async (streetId, now) => {
    const from = monthStart(now, zone);
    const gateIds = (await store.gates.within(`${streetId}/`)).map(({ id }) => id);
    // Whoever is there now is counted by full hours: phones would be told anew every minute.
    const lastHour = Math.floor(now / HOUR_MS) * HOUR_MS;
    const stays = new Map<string, Served[]>();
    for (const stay of await store.served.between(gateIds, { from, to: now }, now)) {
      const key = personKey(stay.name);
      const own = { ...stay, until: stay.until ?? Math.max(stay.from, lastHour) };
      const others = stays.get(key);
      if (others) others.push(own);
      else stays.set(key, [own]);
    }
    return new Map([...stays].map(([key, own]) => [key, minutesWithin(own, from, now, now)]));
  };

/** The same, at most ten minutes old: every phone of the street asks, and it goes through a month. */
export function keptMonthMinutes(minutes: MonthMinutes): MonthMinutes {
  const kept = new Map<string, { period: number; found: ReturnType<MonthMinutes> }>();
  return (streetId, now) => {
    const period = Math.floor(now / KEPT_MS);
    const known = kept.get(streetId);
    if (known?.period === period) return known.found;
    const found = minutes(streetId, now);
    kept.set(streetId, { period, found });
    found.catch(() => kept.delete(streetId));
    return found;
  };
}

/** Who should stand at this gate from yesterday to a week from now, by start; `zone` is the street's. */
export async function rotaOfGate(
  store: Pick<Store, 'turns' | 'volunteers'>,
  gate: Pick<PlacedGate, 'id' | 'streetId'>,
  now: number,
  zone: string,
  minutesOf: MonthMinutes,
): Promise<ToldTurn[]> {
  const from = streetDayStart(streetDayStart(now, zone) - DAY_MS / 2, zone);
  const to = streetDaysEnd(now, DAYS_TOLD, zone);
  const turns = await store.turns.touching(gate.streetId, [gate.id], { from, to });
  if (turns.length === 0) return [];
  const names = new Map(
    (await store.volunteers.all(gate.streetId)).map(({ id, name }) => [id, name]),
  );
  const told = turns.map(({ volunteerId, startsAt, endsAt }) => ({
    name: names.get(volunteerId) ?? '',
    startsAt,
    endsAt,
  }));
  const minutes = await minutesOf(gate.streetId, now);
  return told.map((turn) => ({ ...turn, servedMinutes: minutes.get(personKey(turn.name)) ?? 0 }));
}

/** The last words that a shift of this gate left within two days, unless somebody took them over. */
export async function handoverFor(
  { handovers }: Pick<Store, 'handovers'>,
  gateId: string,
  now: number,
): Promise<ToldHandover | null> {
  const period = { from: now - HANDOVER_MS, to: now + DAY_MS };
  const [left] = await handovers.left([gateId], period, 1);
  if (!left || left.accepted) return null;
  return { shiftId: left.shiftId, text: left.text, from: left.from, at: left.closedAt };
}
