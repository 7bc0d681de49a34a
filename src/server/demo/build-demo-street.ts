import { DEFAULT_POLICY, type Policy } from '../../domain/policy.ts';
import type { Premises } from '../premises.ts';
import type { Store } from '../store/store.ts';
import { issueCard } from '../street/issue-card.ts';
import { replaceRoster } from '../street/replace-roster.ts';
import { type GateLog, logGates } from './gate-logs.ts';
import type { DemoPeople } from './people.ts';
import { type DemoSize, streetHistory } from './street-history.ts';
import { DEMO_PLACES, DEMO_STREET_ID } from './street-plan.ts';
import { type DemoTally, emptyTally, tallyShift } from './tally.ts';

export interface DemoDeps extends Premises {
  readonly appVersion: string;
}

export interface DemoStreet {
  readonly streetId: string;
  readonly streetName: string;
  readonly gateIds: readonly string[];
  readonly residents: number;
  readonly households: number;
  readonly policy: Policy;
  readonly tally: DemoTally;
}

export interface LaidOutStreet {
  readonly street: DemoStreet;
  /** What is still to be logged, for every gate. */
  readonly logs: readonly GateLog[];
}

const DAY_MS = 86_400_000;

/**
 * A made-up street in an empty store: places, rosters, cards, and a history that synthetic phones sealed and
 * pushed the way real ones do. Throws when the street is there already or a push is not receipted.
 */
export async function buildDemoStreet(
  deps: DemoDeps,
  size: DemoSize,
): Promise<DemoStreet & { readonly deviceIds: readonly string[] }> {
  const { street, logs } = await layOutStreet(deps, size);
  return { ...street, deviceIds: await logGates(deps, logs, size) };
}

/** The same without the history: that is for logGates. */
export async function layOutStreet(
  { store, keys, appVersion }: DemoDeps,
  size: DemoSize,
): Promise<LaidOutStreet> {
  const madeAt = size.now - (size.days + 1) * DAY_MS;
  for (const place of DEMO_PLACES) await store.places.add({ ...place, madeAt });
  const policy = await policyOf(store);
  const tally = emptyTally();
  let residents = 0;
  let households = 0;
  const logs: GateLog[] = [];
  for (const { compound, people, shifts } of streetHistory(size, policy, appVersion)) {
    residents += people.residents.length;
    households += people.households.length;
    const rosterGeneration = await saveRoster(store, people, size.now);
    for (const shift of shifts) tallyShift(tally, shift);
    for (const gateId of compound.gateIds) {
      const { epoch: cardEpoch } = await issueCard(store, keys, gateId);
      const atGate = shifts.filter((shift) => shift.gateId === gateId);
      const policyVersion = policy.version;
      logs.push({ gateId, shifts: atGate, cardEpoch, rosterGeneration, policyVersion });
    }
  }
  const street: DemoStreet = {
    streetId: DEMO_STREET_ID,
    streetName: DEMO_PLACES[0]?.name ?? '',
    gateIds: logs.map((log) => log.gateId),
    residents,
    households,
    policy,
    tally,
  };
  return { street, logs };
}

async function policyOf(store: Store): Promise<Policy> {
  const current = await store.policies.current(DEMO_STREET_ID);
  if (current) return current;
  await store.policies.add(DEMO_STREET_ID, DEFAULT_POLICY);
  return DEFAULT_POLICY;
}

/** Two generations, so that some passes have run out and some are revoked. Resolves with the latest. */
async function saveRoster(
  store: Store,
  { compoundId, households, residents }: DemoPeople,
  now: number,
): Promise<number> {
  const veterans = residents.filter(({ rosterNumber }) => rosterNumber % 97 === 40);
  const homes = new Set(veterans.map(({ householdId }) => householdId));
  const first = households.filter(({ id }) => homes.has(id));
  await replaceRoster(
    store,
    { compoundId, households: first, residents: veterans },
    now - 400 * DAY_MS,
  );
  const source = { compoundId, households, residents };
  const generation = await replaceRoster(store, source, now - 60 * DAY_MS);
  for (const { rosterNumber, passNumber } of residents) {
    if (passNumber === null || rosterNumber % 211 !== 50) continue;
    await store.rosters.revokePass(DEMO_STREET_ID, passNumber, now - 2 * DAY_MS);
  }
  return generation;
}
