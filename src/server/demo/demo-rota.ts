import { createHash } from 'node:crypto';
import type { Turn, Volunteer } from '../../domain/rota.ts';
import { streetDayStart, streetDaysEnd } from '../../domain/street-time.ts';
import { toHex } from '../../encoding/bytes.ts';
import type { Store } from '../store/store.ts';
import type { GateLog } from './gate-logs.ts';
import { madeUpMobile, madeUpName } from './names.ts';
import { seededRandom } from './seeded-random.ts';
import type { ShiftScript } from './shift-script.ts';
import { DEMO_STREET_ID, LATE_GATE_ID, SHUT_GATE_ID } from './street-plan.ts';

interface Day {
  /** Epoch ms. */
  readonly now: number;
  readonly timeZone: string;
}

const HOUR_MS = 3_600_000;
const SHIFT_MS = 8 * HOUR_MS;
const UNITS = ['街道办', '梧桐里居委会', '区税务局', '第三小学', '红十字会', '青石商会', ''];
/** Of those on duty now at this gate one is on no rota; at that gate one more was expected. */
const OFF_ROTA_GATE_ID = 'wutongli-south';
const AWAITED_GATE_ID = 'jinxiu-east';
const AHEAD = [
  { from: 6, to: 14 },
  { from: 14, to: 22 },
];

const idOf = (text: string): string =>
  toHex(createHash('sha256').update(`demo ${text}`).digest().subarray(0, 16));

/** Who was on duty in a shift, those of the beginning first. */
const namesOn = ({ segments }: ShiftScript): string[] => [
  ...new Set(
    segments
      .flatMap(({ records }) => records)
      .flatMap((record) =>
        record.kind === 'shift-start' || record.kind === 'duty-change' ? record.onDuty : [],
      ),
  ),
];

/** A rota of this week and tomorrow: who was on duty by the logs, and for what is to come the same people in turn. */
export async function makeDemoRota(
  { volunteers, turns }: Pick<Store, 'volunteers' | 'turns'>,
  logs: readonly GateLog[],
  { now, timeZone }: Day,
): Promise<void> {
  const random = seededRandom(17);
  const people = new Map<string, Volunteer>();
  const planned: Turn[] = [];
  const today = streetDayStart(now, timeZone);
  const tomorrow = streetDaysEnd(now, 1, timeZone);
  const put = (gateId: string, name: string, startsAt: number, endsAt: number): void => {
    const id = idOf(`${gateId} ${name}`);
    const phone = madeUpMobile(random);
    const unit = random.pick(UNITS);
    if (!people.has(id)) people.set(id, { id, name, phone, unit, isGone: false });
    const turn = { id: idOf(`${id} ${startsAt}`), gateId, volunteerId: id, startsAt, endsAt };
    planned.push({ ...turn, insteadOf: null });
  };
  for (const { gateId, shifts } of logs) {
    const team = [...new Set(shifts.flatMap(namesOn))];
    const begun = new Set(shifts.map(({ startedAt }) => startedAt));
    for (const shift of shifts) {
      const endsAt = shift.startedAt + SHIFT_MS;
      if (endsAt < today - 6 * 24 * HOUR_MS) continue;
      const isOn = shift.startedAt <= now && now < endsAt;
      const names = namesOn(shift);
      const expected = isOn && gateId === OFF_ROTA_GATE_ID ? names.slice(0, 1) : names;
      for (const name of expected) put(gateId, name, shift.startedAt, endsAt);
      if (isOn && gateId === AWAITED_GATE_ID) {
        put(gateId, madeUpName(random), shift.startedAt, endsAt);
      }
    }
    if (gateId === SHUT_GATE_ID || team.length === 0) continue;
    let next = 0;
    for (const day of [today, tomorrow, tomorrow + 24 * HOUR_MS, tomorrow + 48 * HOUR_MS]) {
      for (const { from, to } of AHEAD) {
        const startsAt = day + from * HOUR_MS;
        const isLate = day === today && gateId === LATE_GATE_ID;
        if (begun.has(startsAt) || startsAt < now || isLate) continue;
        for (let place = 0; place < 2; place++) {
          put(gateId, team[next++ % team.length] as string, startsAt, day + to * HOUR_MS);
        }
      }
    }
    if (gateId !== LATE_GATE_ID) continue;
    const opensAt = Math.ceil((now + HOUR_MS) / HOUR_MS) * HOUR_MS;
    for (const name of team.slice(0, 2)) put(gateId, name, opensAt, opensAt + 4 * HOUR_MS);
  }
  await volunteers.save(DEMO_STREET_ID, [...people.values()], now);
  const once = [...new Map(planned.map((turn) => [turn.id, turn])).values()];
  await turns.add(swapped(once, now), { streetId: DEMO_STREET_ID, by: '值班台', now });
}

/** The first turn to come is somebody else's who took it over. */
function swapped(turns: readonly Turn[], now: number): readonly Turn[] {
  const swappedTurn = turns.find(({ startsAt }) => startsAt > now);
  const other = turns.find(
    ({ gateId, volunteerId }) =>
      gateId === swappedTurn?.gateId && volunteerId !== swappedTurn.volunteerId,
  );
  return turns.map((turn) =>
    turn === swappedTurn && other ? { ...turn, insteadOf: other.volunteerId } : turn,
  );
}
