import { hasRoster } from '../../domain/place.ts';
import { streetDay, streetDayStart, streetDaysEnd } from '../../domain/street-time.ts';
import { PULL_EVERY_MS } from '../../protocol/pull.ts';
import type { GateToday, TodayAnswer } from '../../protocol/today.ts';
import type { KeptFindings } from '../judging/kept-findings.ts';
import { type LedgerView, seenName } from '../ledger/ledger-view.ts';
import type { GateDays } from '../reports/gate-days.ts';
import type { Store } from '../store/store.ts';
import type { OpenShift } from '../store/today.ts';
import { openCaseTimes } from './fever-cases.ts';
import type { PeopleOut } from './people-out.ts';
import { policyInForce } from './policy-in-force.ts';

interface Asked {
  readonly streetId: string;
  readonly scopePath: string;
  readonly timeZone: string;
  /** Epoch ms. */
  readonly now: number;
}

/** What is kept between two questions. */
interface KeptParts {
  readonly gateDays: GateDays;
  readonly peopleOut: PeopleOut;
  readonly findings: Pick<KeptFindings, 'waitingByGate'>;
}

type TodayStore = Pick<
  Store,
  'today' | 'turns' | 'gates' | 'places' | 'cases' | 'policies' | 'restoredAt'
>;

const DAY_MS = 86_400_000;
/** One call may be missed: the one after it comes within this, however a phone spreads them. */
export const SILENT_AFTER_MS = 2.5 * PULL_EVERY_MS;
/** An open shift of a phone that was not heard for longer was forgotten to be closed. */
const FORGOTTEN_MS = DAY_MS;
const SHIFTS_SHOWN = 50;
const CASES_SHOWN = 100;

const latest = (times: readonly (number | null | undefined)[]): number | null =>
  times.reduce<number | null>(
    (last, at) => (at === null || at === undefined || (last !== null && last > at) ? last : at),
    null,
  );

/** Since when nothing was heard of any phone that is on at the gate; null: they are heard, or nobody is on. */
function silentSince(shifts: readonly OpenShift[], now: number): number | null {
  const heard = latest(shifts.map(({ heardAt, startedAt }) => heardAt ?? startedAt));
  return heard !== null && now - heard > SILENT_AFTER_MS ? heard : null;
}

/** Open shifts of gates, those that were forgotten left out. */
export const openShiftsAt = (
  gateIds: readonly string[],
  { today }: Pick<Store, 'today'>,
  now: number,
): Promise<OpenShift[]> => today.openShifts(gateIds, now - FORGOTTEN_MS);

/** How every open gate within the scope is doing at this moment. */
export async function gatesToday(
  { streetId, scopePath, timeZone, now }: Asked,
  view: LedgerView,
  store: TodayStore,
  kept: KeptParts,
): Promise<TodayAnswer> {
  const { today } = store;
  const day = streetDay(now, timeZone);
  const dayStart = streetDayStart(now, timeZone);
  const gateIds = (await store.gates.within(scopePath))
    .filter(({ closedAt }) => closedAt === null)
    .map(({ id }) => id);
  const shifts = await openShiftsAt(gateIds, store, now);
  const byGate = Map.groupBy(shifts, ({ gateId }) => gateId);
  const onDuty = await today.onDuty(shifts);
  const received = await today.receivedAt(gateIds, dayStart);
  const waiting = await today.waiting(streetId, now - DAY_MS);
  const period = { from: now, to: streetDaysEnd(now, 1, timeZone) };
  const turns = await store.turns.touching(streetId, gateIds, period);
  const nextTurns = Map.groupBy(turns, ({ gateId }) => gateId);
  const cases = await openCaseTimes(streetId, gateIds, store);
  const policy = await policyInForce(streetId, store, timeZone, now);
  const compounds = (await store.places.within(scopePath)).filter(({ kind }) => hasRoster(kind));
  const compoundIds = new Set(compounds.map(({ id }) => id));
  const [counts, out, breaches] = await Promise.all([
    kept.gateDays.figuresOfDay(streetId, gateIds, day),
    kept.peopleOut.count({ streetId, compoundIds, policy, now }),
    kept.findings.waitingByGate(streetId, day),
  ]);

  const gateToday = (gateId: string): GateToday => {
    const open = byGate.get(gateId) ?? [];
    const count = counts.get(gateId);
    if (!count) throw new Error(`no counts of ${gateId}`);
    return {
      gateId,
      shifts: open.slice(0, SHIFTS_SHOWN).map((shift) => ({
        deviceId: shift.deviceId,
        deviceName: shift.deviceName,
        onDuty: (onDuty.get(shift.shiftId) ?? []).map((name) => seenName(name, view)),
        startedAt: shift.startedAt,
        heardAt: shift.heardAt,
        unsent: shift.unsent,
      })),
      heardAt: latest([received.get(gateId), ...open.map(({ heardAt }) => heardAt)]),
      silentSince: silentSince(open, now),
      out: [...count.out],
      in: [...count.in],
      turnedBack: count.figures['turned-back'],
      parked: waiting.get(gateId) ?? 0,
      cases: (cases.get(gateId) ?? []).slice(0, CASES_SHOWN),
      breaches: breaches && (breaches.get(gateId) ?? 0),
      opensAt: open.length > 0 ? null : (nextTurns.get(gateId)?.[0]?.startsAt ?? null),
    };
  };
  return {
    at: now,
    day,
    silentAfterMs: SILENT_AFTER_MS,
    gates: gateIds.map(gateToday),
    ...out,
  };
}
