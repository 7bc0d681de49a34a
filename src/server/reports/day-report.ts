import { isOfItsDay, reportState } from '../../domain/daily-report.ts';
import { streetMoment } from '../../domain/street-time.ts';
import type { GateReport, ReportsAnswer, SignedStatement } from '../../protocol/reports.ts';
import { type LedgerView, seenName, seenText } from '../ledger/ledger-view.ts';
import type { SaidAt } from '../store/counted-since.ts';
import type { PlacedGate } from '../store/gates.ts';
import { streetOf } from '../store/places.ts';
import type { PlacedStatement } from '../store/statements.ts';
import type { Store } from '../store/store.ts';
import { type DayPeriod, dayPeriod, type GateDayCounts } from './gate-day-figures.ts';
import type { GateDays } from './gate-days.ts';
import { phonesOfDay } from './phones-behind.ts';
import { reportForm } from './report-form.ts';

export interface ReportParts {
  readonly store: Pick<
    Store,
    'gates' | 'gateDays' | 'places' | 'retention' | 'statements' | 'streetSettings'
  >;
  readonly gateDays: GateDays;
  /** Epoch ms. */
  readonly clock: () => number;
  /** IANA name of the street's zone. */
  readonly timeZone: string;
}

const STATEMENTS_TOLD = 50;
const DAY_MS = 86_400_000;

/**
 * Gates within that should report a day: not closed before it, and there by its end. One that was made later is among
 * them where something is known of it all the same: paper that was typed in, words of the desk.
 */
export async function gatesOfDay(
  scopePath: string,
  period: DayPeriod,
  { gates, gateDays }: Pick<Store, 'gates' | 'gateDays'>,
): Promise<PlacedGate[]> {
  const { from, to } = period;
  const open = (await gates.within(scopePath)).filter(
    ({ closedAt }) => closedAt === null || closedAt > from,
  );
  const isThere = ({ madeAt }: PlacedGate): boolean => madeAt === null || madeAt < to;
  const later = open.filter((gate) => !isThere(gate)).map(({ id }) => id);
  const known = new Set(await gateDays.known(streetOf(scopePath), later, period));
  return open.filter((gate) => isThere(gate) || known.has(gate.id));
}

const toldStatement = (
  { id: _, placeId: __, day: ___, deviceId: ____, ...stated }: PlacedStatement,
  about: readonly GateDayCounts[],
  besides: readonly SaidAt[],
  view: LedgerView,
): SignedStatement => ({
  ...stated,
  by: seenName(stated.by, view),
  note: seenText(stated.note, view),
  rowsSince: about.reduce(
    (sum, counts) => sum + counts.changedSince(stated.receivedAt),
    besides.filter(({ saidAt }) => saidAt > stated.receivedAt).length,
  ),
});

/** Logs of that day were destroyed by the street's rules: what was stated of it is left, and what came long after it. */
async function isPurged(
  { to }: Pick<DayPeriod, 'to'>,
  { retention }: Pick<Store, 'retention'>,
): Promise<boolean> {
  const purgedAt = await retention.purgedAt();
  return purgedAt !== null && to <= purgedAt - (await retention.days()) * DAY_MS;
}

/** What logs count for each gate within, and what people stated. @throws when `day` is none of the calendar. */
export async function dayReport(
  day: string,
  scopePath: string,
  view: LedgerView,
  { store, gateDays, clock, timeZone }: ReportParts,
): Promise<ReportsAnswer> {
  const streetId = streetOf(scopePath);
  const period = dayPeriod(day, timeZone);
  const form = await reportForm(streetId, store);
  const gates = await gatesOfDay(scopePath, period, store);
  const gateIds = gates.map(({ id }) => id);
  const counts = await gateDays.figuresOfDay(streetId, gateIds, day);
  const countsOf = (path: string): GateDayCounts[] =>
    gates.flatMap((gate) => (gate.path.startsWith(path) ? (counts.get(gate.id) ?? []) : []));
  const all = await store.statements.ofDay(scopePath, day);
  const signed = all.filter((one) => isOfItsDay(one, period.from));
  const early = Map.groupBy(
    all.filter((one) => !isOfItsDay(one, period.from)),
    ({ placeId }) => placeId,
  );
  const statements = Map.groupBy(signed, ({ placeId }) => placeId);
  const first = signed[0]?.receivedAt;
  const said =
    first === undefined ? [] : await store.gateDays.countedSince(streetId, period, first);
  const pathOf = new Map(gates.map(({ id, path }) => [id, path]));
  const told = (placeId: string, path: string): SignedStatement[] => {
    const besides = said.filter(({ gateId }) => pathOf.get(gateId)?.startsWith(path));
    return (statements.get(placeId) ?? [])
      .slice(-STATEMENTS_TOLD)
      .map((one) => toldStatement(one, countsOf(path), besides, view));
  };
  const toldEarly = (gateId: string): SignedStatement[] =>
    (early.get(gateId) ?? [])
      .slice(-STATEMENTS_TOLD)
      .map((one) => toldStatement(one, [], [], view));
  const shifts = Map.groupBy(await store.gateDays.shifts(gateIds, period), ({ gateId }) => gateId);
  const now = clock();
  const isGone = await isPurged(period, store);
  const reports = gates.map(({ id, path }): GateReport => {
    const stated = told(id, path);
    const { figures } = counts.get(id) as GateDayCounts;
    const last = stated.at(-1);
    const tooEarly = toldEarly(id);
    const phones = phonesOfDay(shifts.get(id) ?? [], period, now);
    return {
      gateId: id,
      state: reportState({ statements: stated, phonesBehind: phones.phonesBehind }),
      figures: isGone && last ? last.figures : figures,
      statements: stated,
      ...(tooEarly.length > 0 && { tooEarly }),
      ...phones,
    };
  });
  const isGate = new Set(gateIds);
  const above = (await store.places.within(scopePath)).filter(
    ({ id }) => statements.has(id) && !isGate.has(id),
  );
  const { deadlineMinute } = form;
  const deadlineAt = streetMoment(
    day,
    Math.floor(deadlineMinute / 60),
    deadlineMinute % 60,
    timeZone,
  );
  return {
    day,
    form,
    deadlineAt: deadlineAt as number,
    gates: reports,
    places: above.map(({ id, path }) => ({ placeId: id, statements: told(id, path) })),
  };
}
