import {
  minutesWithin,
  personKey,
  type Served,
  TURN_LIMIT_MS,
  type Turn,
  type Volunteer,
  wasAbsent,
} from '../../domain/rota.ts';
import type { HoursAnswer, HoursCard } from '../../protocol/rota.ts';
import { seenName } from '../ledger/ledger-view.ts';
import type { Store } from '../store/store.ts';
import type { Period, RotaScope } from './rota-scope.ts';

const PEOPLE_LIMIT = 5_000;
const STAYS_LIMIT = 500;
const MINUTE_MS = 60_000;

/** One person's hours: of a volunteer, or of a name that only the logs know. */
interface Person {
  readonly volunteer: Volunteer | null;
  readonly name: string;
  readonly stays: readonly Served[];
  readonly turns: readonly Turn[];
}

/**
 * Whose stay it is: logs know names alone. Of namesakes it is the one who was to stand there then; where nobody was, it
 * stays with the name.
 */
function ownerOf(
  stay: Served,
  namesakes: readonly Volunteer[],
  turnsOf: ReadonlyMap<string, readonly Turn[]>,
): Volunteer | null {
  const [only, another] = namesakes;
  if (!only || !another) return only ?? null;
  const expected = namesakes.find(({ id }) =>
    turnsOf
      .get(id)
      ?.some(
        ({ gateId, startsAt, endsAt }) =>
          gateId === stay.gateId &&
          stay.from < endsAt &&
          (stay.until ?? Number.POSITIVE_INFINITY) > startsAt,
      ),
  );
  return expected ?? null;
}

/** Of all, or of those of one name, by personKey: their turns and stays at gates of the scope around the period. */
async function peopleOf(
  { streetId, gates }: RotaScope,
  period: Period,
  store: Pick<Store, 'turns' | 'volunteers' | 'served'>,
  now: number,
  isWanted: (key: string) => boolean,
): Promise<Person[]> {
  const gateIds = [...gates.keys()];
  const volunteers = (await store.volunteers.all(streetId)).filter(({ name }) =>
    isWanted(personKey(name)),
  );
  const around = { from: period.from - TURN_LIMIT_MS, to: period.to };
  const turns = await store.turns.touching(streetId, gateIds, around);
  const served = await store.served.between(gateIds, around, now);
  const turnsOf = Map.groupBy(turns, ({ volunteerId }) => volunteerId);
  const namesakes = Map.groupBy(volunteers, ({ name }) => personKey(name));
  const staysOf = new Map<string, Served[]>();
  const strangers = new Map<string, Served[]>();
  for (const stay of served) {
    const key = personKey(stay.name);
    if (!isWanted(key)) continue;
    const owner = ownerOf(stay, namesakes.get(key) ?? [], turnsOf);
    const [of, at] = owner ? [staysOf, owner.id] : [strangers, key];
    const stays = of.get(at);
    if (stays) stays.push(stay);
    else of.set(at, [stay]);
  }
  return [
    ...volunteers.map((volunteer) => ({
      volunteer,
      name: volunteer.name,
      stays: staysOf.get(volunteer.id) ?? [],
      turns: turnsOf.get(volunteer.id) ?? [],
    })),
    ...[...strangers.values()].map((stays) => ({
      volunteer: null,
      name: stays[0]?.name ?? '',
      stays,
      turns: [],
    })),
  ];
}

const isIn = ({ from, to }: Period, start: number, end: number): boolean =>
  start < to && end > from;

/** Hours planned and served of everybody, by name; only what lies within the period counts. */
export async function hoursServed(
  scope: RotaScope,
  period: Period,
  store: Pick<Store, 'turns' | 'volunteers' | 'served'>,
  now: number,
): Promise<HoursAnswer> {
  const people = (await peopleOf(scope, period, store, now, () => true)).flatMap((person) => {
    const { volunteer, name, stays } = person;
    const turns = person.turns.filter((turn) => isIn(period, turn.startsAt, turn.endsAt));
    const servedMinutes = minutesWithin(stays, period.from, period.to, now);
    const wasThere = stays.some(({ from, until }) => isIn(period, from, until ?? now));
    if (turns.length === 0 && !wasThere) return [];
    const plannedMinutes = turns.reduce((sum, { startsAt, endsAt }) => {
      const ms = Math.min(endsAt, period.to) - Math.max(startsAt, period.from);
      return sum + Math.floor(ms / MINUTE_MS);
    }, 0);
    return {
      volunteerId: volunteer?.id ?? null,
      name: seenName(name, scope.view),
      unit: volunteer?.unit ?? '',
      plannedMinutes,
      servedMinutes,
      turns: turns.length,
      absent: turns.filter((turn) => wasAbsent(turn, name, stays, now)).length,
    };
  });
  return { people: people.slice(0, PEOPLE_LIMIT) };
}

/** One volunteer's stays, earliest first; null: there is no such volunteer. */
export async function hoursCard(
  scope: RotaScope,
  volunteerId: string,
  period: Period,
  store: Pick<Store, 'turns' | 'volunteers' | 'served'>,
  now: number,
): Promise<HoursCard | null> {
  const volunteer = await store.volunteers.find(scope.streetId, volunteerId);
  if (!volunteer) return null;
  const own = personKey(volunteer.name);
  const people = await peopleOf(scope, period, store, now, (key) => key === own);
  const person = people.find((one) => one.volunteer?.id === volunteerId);
  if (!person) return null;
  const stays = person.stays.filter(({ from, until }) => isIn(period, from, until ?? now));
  return {
    volunteer: scope.volunteer(volunteer),
    stays: stays.slice(0, STAYS_LIMIT).map(({ gateId, from, until }) => {
      const gate = scope.gates.get(gateId);
      return { gateId, gateName: gate ? gateName(gate) : '', from, until };
    }),
    servedMinutes: minutesWithin(stays, period.from, period.to, now),
  };
}

const gateName = ({
  id,
  compoundId,
  compoundName,
  name,
}: {
  readonly id: string;
  readonly compoundId: string;
  readonly compoundName: string;
  readonly name: string;
}): string => (compoundId === id ? name : `${compoundName} ${name}`).slice(0, 100);
