import { type Out, outNow } from '../../domain/household-out.ts';
import { maskedNameText } from '../../domain/masked-name.ts';
import type { GatePassing } from '../../domain/passings.ts';
import { hasRoster } from '../../domain/place.ts';
import type { Policy } from '../../domain/policy.ts';
import type { OutsideAnswer } from '../../protocol/reviews.ts';
import { breathe } from '../breathe.ts';
import type { HouseholdPlace } from '../store/passings.ts';
import type { Store } from '../store/store.ts';

interface Asked {
  readonly streetId: string;
  /** Of all households at or under it. */
  readonly scopePath: string;
  readonly overdueOnly: boolean;
  readonly policy: Policy;
  /** Epoch ms. */
  readonly now: number;
}

interface HouseholdOut {
  readonly householdId: number;
  readonly compoundId: string;
  readonly people: readonly Out[];
}

type OutsideStore = Pick<Store, 'passings' | 'places' | 'rosters'>;

/** Whoever went out earlier is not looked for any more: most came in where nobody saw them. */
export const LOOK_BACK_MS = 3 * 24 * 60 * 60_000;
const PASSINGS_AT_ONCE = 2_000;
const SHOWN = 500;

const isOverdue = ({ overdueMinutes }: Out): boolean => overdueMinutes > 0;
const overdueFirst = (a: HouseholdOut, b: HouseholdOut): number => {
  const most = ({ people }: HouseholdOut) =>
    Math.max(...people.map(({ overdueMinutes }) => overdueMinutes));
  const since = ({ people }: HouseholdOut) => Math.min(...people.map((one) => one.since));
  return most(b) - most(a) || since(a) - since(b);
};

/** The passings of a compound's households, one household after another. */
async function* byHousehold(
  filter: Parameters<Store['passings']['all']>[0],
  { passings }: Pick<Store, 'passings'>,
): AsyncGenerator<readonly [GatePassing, ...GatePassing[]]> {
  let household: [GatePassing, ...GatePassing[]] | null = null;
  let after: HouseholdPlace | null = null;
  for (;;) {
    const page = await passings.all(filter, after, PASSINGS_AT_ONCE);
    for (const { passing } of page) {
      if (household?.[0].householdId === passing.householdId) household.push(passing);
      else {
        if (household) yield household;
        household = [passing];
      }
    }
    after = page.at(-1)?.place ?? null;
    if (page.length < PASSINGS_AT_ONCE) break;
    await breathe();
  }
  if (household) yield household;
}

/** Who is out now, as far as the gates saw it: overdue households first, then the longest out. */
export async function peopleOutside(
  { streetId, scopePath, overdueOnly, policy, now }: Asked,
  store: OutsideStore,
): Promise<OutsideAnswer> {
  const { places, rosters } = store;
  let households: HouseholdOut[] = [];
  let peopleOut = 0;
  let overdue = 0;
  const compounds = (await places.within(scopePath)).filter(({ kind }) => hasRoster(kind));
  for (const { id: compoundId } of compounds) {
    const filter = { streetId, compoundId, from: now - LOOK_BACK_MS };
    for await (const passings of byHousehold(filter, store)) {
      const people = outNow(passings, policy, now);
      const late = people.filter(isOverdue).length;
      peopleOut += people.length;
      overdue += late;
      if (people.length === 0 || (overdueOnly && late === 0)) continue;
      households.push({ householdId: passings[0].householdId, compoundId, people });
      if (households.length >= 2 * SHOWN)
        households = households.sort(overdueFirst).slice(0, SHOWN);
    }
    await breathe();
  }
  const shown = households.sort(overdueFirst).slice(0, SHOWN);
  const names = new Map(
    (
      await rosters.residents(
        streetId,
        shown.flatMap(({ people }) => people.flatMap(({ rosterNumber }) => rosterNumber ?? [])),
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
    households: shown.map(({ householdId, compoundId, people }) => ({
      householdId,
      compoundId,
      room: rooms.get(householdId) ?? '',
      people: people.map(({ rosterNumber, since, dueAt, gateId }) => ({
        rosterNumber,
        maskedName: rosterNumber === null ? '' : (names.get(rosterNumber) ?? ''),
        since,
        gateName: gates.get(gateId) ?? '',
        dueAt,
      })),
    })),
    peopleOut,
    overdue,
  };
}
