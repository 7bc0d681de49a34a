import { maskedNameText } from '../../domain/masked-name.ts';
import { hasRoster } from '../../domain/place.ts';
import type { Policy } from '../../domain/policy.ts';
import type { OutsideAnswer } from '../../protocol/reviews.ts';
import type { Store } from '../store/store.ts';
import { type HouseholdOut, isOverdue, type PeopleOut } from './people-out.ts';

interface Asked {
  readonly streetId: string;
  /** Of all households at or under it. */
  readonly scopePath: string;
  readonly overdueOnly: boolean;
  readonly policy: Policy;
  /** Epoch ms. */
  readonly now: number;
}

const SHOWN = 500;

const overdueFirst = (a: HouseholdOut, b: HouseholdOut): number => {
  const most = ({ people }: HouseholdOut) =>
    Math.max(...people.map(({ overdueMinutes }) => overdueMinutes));
  const since = ({ people }: HouseholdOut) => Math.min(...people.map((one) => one.since));
  return most(b) - most(a) || since(a) - since(b);
};

/** Who is out now, as far as the gates saw it: overdue households first, then the longest out. */
export async function peopleOutside(
  { streetId, scopePath, overdueOnly, policy, now }: Asked,
  { places, rosters }: Pick<Store, 'places' | 'rosters'>,
  peopleOut: PeopleOut,
): Promise<OutsideAnswer> {
  const compounds = (await places.within(scopePath)).filter(({ kind }) => hasRoster(kind));
  const compoundIds = new Set(compounds.map(({ id }) => id));
  const households = await peopleOut.households({ streetId, compoundIds, policy, now });
  const people = households.flatMap((one) => one.people);
  const shown = households
    .filter((one) => !overdueOnly || one.people.some(isOverdue))
    .sort(overdueFirst)
    .slice(0, SHOWN);
  const names = new Map(
    (
      await rosters.residents(
        streetId,
        shown.flatMap((one) => one.people.flatMap(({ rosterNumber }) => rosterNumber ?? [])),
      )
    ).map((one) => [one.rosterNumber, maskedNameText(one.name)]),
  );
  const rooms = new Map(
    (
      await rosters.households(
        streetId,
        shown.map(({ householdId }) => householdId),
      )
    ).map((one) => [one.id, one.label]),
  );
  const gates = new Map((await places.within(`${streetId}/`)).map(({ id, name }) => [id, name]));
  return {
    households: shown.map(({ householdId, compoundId, people: out }) => ({
      householdId,
      compoundId,
      room: rooms.get(householdId) ?? '',
      people: out.map(({ rosterNumber, since, dueAt, gateId }) => ({
        rosterNumber,
        maskedName: rosterNumber === null ? '' : (names.get(rosterNumber) ?? ''),
        since,
        gateName: gates.get(gateId) ?? '',
        dueAt,
      })),
    })),
    peopleOut: people.length,
    overdue: people.filter(isOverdue).length,
  };
}
