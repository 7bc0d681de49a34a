import {
  EARLY_MS,
  offRota,
  personKey,
  type Served,
  TURN_LIMIT_MS,
  turnSeen,
} from '../../domain/rota.ts';
import { type RotaAnswer, TURNS_LIMIT } from '../../protocol/rota.ts';
import { seenName, seenText } from '../ledger/ledger-view.ts';
import type { Store } from '../store/store.ts';
import type { Period, RotaScope } from './rota-scope.ts';

const OFF_ROTA_LIMIT = 1_000;
const HANDOVERS_LIMIT = 500;

const keyOf = (gateId: string, name: string): string => `${gateId}/${personKey(name)}`;

const touches = ({ from, to }: Period, start: number, end: number): boolean =>
  start < to && end > from;

/** Turns, who came, who stood unexpected, and the words that shifts left. */
export async function rotaOfDays(
  { streetId, gates, view, volunteer }: RotaScope,
  period: Period,
  store: Pick<Store, 'turns' | 'volunteers' | 'served' | 'handovers'>,
  now: number,
): Promise<RotaAnswer> {
  const gateIds = [...gates.keys()];
  // Somebody who stays on from a turn of the day before was expected.
  const around = { from: period.from - TURN_LIMIT_MS, to: period.to + EARLY_MS };
  const people = await store.volunteers.all(streetId);
  const nameOf = new Map(people.map(({ id, name }) => [id, name]));
  const turns = (await store.turns.touching(streetId, gateIds, around)).map((turn) => ({
    ...turn,
    name: nameOf.get(turn.volunteerId) ?? '',
  }));
  const served = await store.served.between(
    gateIds,
    { from: around.from - EARLY_MS, to: around.to },
    now,
  );
  const staysOf = Map.groupBy(served, (stay) => keyOf(stay.gateId, stay.name));
  const turnsOf = Map.groupBy(turns, (turn) => keyOf(turn.gateId, turn.name));
  const seen = turns
    .filter(({ startsAt, endsAt }) => touches(period, startsAt, endsAt))
    .slice(0, TURNS_LIMIT)
    .map(({ name, ...turn }) => ({
      ...turn,
      ...turnSeen(turn, name, staysOf.get(keyOf(turn.gateId, name)) ?? [], now),
    }));
  const unexpected = [...staysOf].flatMap(([key, stays]): readonly Served[] =>
    offRota(stays, turnsOf.get(key) ?? [], now).filter(({ from, until }) =>
      touches(period, from, until ?? now),
    ),
  );
  const onTurns = new Set(seen.map(({ volunteerId }) => volunteerId));
  const left = await store.handovers.left(gateIds, period, HANDOVERS_LIMIT);
  return {
    volunteers: people.filter(({ id, isGone }) => !isGone || onTurns.has(id)).map(volunteer),
    turns: seen,
    offRota: unexpected
      .toSorted((a, b) => b.from - a.from)
      .slice(0, OFF_ROTA_LIMIT)
      .map((stay) => ({ ...stay, name: seenName(stay.name, view) })),
    handovers: left.map(({ gateId, closedAt, from, text, accepted }) => ({
      gateId,
      at: closedAt,
      from: from.map((name) => seenName(name, view)),
      text: seenText(text, view),
      accepted: accepted && { at: accepted.at, by: seenName(accepted.by, view) },
    })),
  };
}
