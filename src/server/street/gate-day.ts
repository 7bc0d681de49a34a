import { isOfItsDay, reportState } from '../../domain/daily-report.ts';
import type { ToldDay, ToldReport } from '../../domain/gate-day.ts';
import { dayPlus } from '../../domain/street-calendar.ts';
import { streetDay } from '../../domain/street-time.ts';
import { dayPeriod } from '../reports/gate-day-figures.ts';
import { phonesOfDay } from '../reports/phones-behind.ts';
import { reportForm } from '../reports/report-form.ts';
import { handoverFor, type MonthMinutes, rotaOfGate } from '../rota/rota-of-gate.ts';
import type { PlacedGate } from '../store/gates.ts';
import type { Store } from '../store/store.ts';
import { handbookOf } from './street-handbook.ts';
import { standardsOf } from './street-standards.ts';

/** `zone`: IANA name of the street's. */
interface Asked {
  readonly gate: PlacedGate;
  readonly zone: string;
  /** Epoch ms. */
  readonly now: number;
  readonly minutesOf: MonthMinutes;
}

type DayStore = Pick<
  Store,
  | 'gateDays'
  | 'restoredAt'
  | 'handovers'
  | 'standardsAnswers'
  | 'statements'
  | 'streetSettings'
  | 'turns'
  | 'volunteers'
>;

/** What was last stated of the gate's day; null: nothing. */
async function reportOf(
  day: string,
  { gate, zone, now }: Asked,
  store: Pick<DayStore, 'statements' | 'gateDays'>,
): Promise<ToldReport | null> {
  const period = dayPeriod(day, zone);
  const statements = (await store.statements.ofDay(gate.path, day)).filter((one) =>
    isOfItsDay(one, period.from),
  );
  const last = statements.at(-1);
  if (!last) return null;
  const shifts = await store.gateDays.shifts([gate.id], period);
  const state = reportState({ statements, ...phonesOfDay(shifts, period, now) });
  return state === 'missing' ? null : { day, state, by: last.by, at: last.at };
}

/** What a gate's phones are told about its day beside rules, people and notices. */
export async function gateDay(asked: Asked, store: DayStore): Promise<ToldDay> {
  const { gate, zone, now, minutesOf } = asked;
  const { streetId, id } = gate;
  const { deadlineMinute, remindMinutes } = await reportForm(streetId, store);
  const day = streetDay(now, zone);
  const reports: ToldReport[] = [];
  for (const one of [day, dayPlus(day, -1)]) {
    const report = await reportOf(one, asked, store);
    if (report) reports.push(report);
  }
  const [answered] = await store.standardsAnswers.latest([id]);
  return {
    deadlineMinute,
    remindMinutes,
    reports,
    rota: await rotaOfGate(store, gate, now, zone, minutesOf),
    handover: await handoverFor(store, id, now),
    standards: await standardsOf(streetId, store),
    standardsAnsweredAt: answered?.at ?? null,
    handbookVersion: (await handbookOf(streetId, store)).version,
  };
}
