import { oncePerGate, type Served } from '../../domain/rota.ts';
import { type Database, marks, type Row } from './database.ts';
import { numberIn, numberOrNull, textIn, textOrNull } from './row.ts';

/** A phone that nobody heard for as long is taken for one whose shift is over, though nobody closed it. */
export const LOST_PHONE_MS = 12 * 60 * 60_000;

/** Who was on duty when, as the gates' logs say. */
export interface ServedStays {
  /** Stays at these gates that touch from … to, by start; nobody stands twice at one gate at a time. */
  between(
    gateIds: readonly string[],
    period: { readonly from: number; readonly to: number },
    now: number,
  ): Promise<Served[]>;
}

interface WatchedShift {
  readonly gateId: string;
  readonly startedAt: number;
  /** Null: still open. */
  readonly endedAt: number | null;
}

interface DutyAt {
  /** Null: from before this was kept. */
  readonly at: number | null;
  readonly onDuty: readonly string[];
}

/** `duties` in the order of the log. */
function staysOf(shift: WatchedShift, duties: readonly DutyAt[]): Served[] {
  const { gateId, startedAt, endedAt } = shift;
  const stays: Served[] = [];
  let since = new Map<string, number>();
  const leave = (name: string, from: number, until: number | null): void => {
    if (until === null || until > from) stays.push({ gateId, name, from, until });
  };
  let latest = startedAt;
  for (const { at, onDuty } of duties) {
    // A clock that was set back makes nobody leave before they came.
    latest = Math.max(latest, at ?? startedAt);
    const next = new Map(onDuty.map((name) => [name, since.get(name) ?? latest]));
    for (const [name, from] of since) if (!next.has(name)) leave(name, from, latest);
    since = next;
  }
  for (const [name, from] of since) leave(name, from, endedAt);
  return stays;
}

/** Left out: shifts that began after, or that are known to have ended before. Of paper there is no shift. */
const touching = (gates: number) =>
  `s.gate_id IN (${marks(gates)}) AND s.started_at < ? AND (s.closed_at IS NULL OR s.closed_at > ?)`;

export function openServed(database: Database): ServedStays {
  /**
   * When shifts ended that nobody closed: with the last record that came, where the phone has not been heard for long or
   * has worked at another shift since. Those that go on are not among them.
   */
  const endsOf = async (open: readonly Row[], now: number): Promise<Map<string, number>> => {
    const deviceIds = [...new Set(open.map((row) => textIn(row, 'device_id')))];
    if (deviceIds.length === 0) return new Map();
    const earliest = Math.min(...open.map((row) => numberIn(row, 'started_at')));
    const rows = await database.all(
      `SELECT g.device_id, g.shift_id, MIN(g.started_at) AS started_at,
         MAX(g.received_at) AS received_at, MAX(COALESCE(d.last_seen_at, 0)) AS seen_at
       FROM segments g JOIN devices d ON d.device_id = g.device_id
       WHERE g.device_id IN (${marks(deviceIds.length)}) AND g.received_at >= ?
       GROUP BY g.device_id, g.shift_id`,
      [...deviceIds, earliest - LOST_PHONE_MS],
    );
    const ofDevice = Map.groupBy(rows, (row) => textIn(row, 'device_id'));
    const ends = new Map<string, number>();
    for (const row of open) {
      const shifts = ofDevice.get(textIn(row, 'device_id')) ?? [];
      const own = shifts.find((one) => one.shift_id === row.shift_id);
      if (!own) continue;
      const [begun, lastHeard] = [numberIn(own, 'started_at'), numberIn(own, 'received_at')];
      const since = shifts.filter((one) => {
        const heardLater = numberIn(one, 'received_at') - lastHeard;
        const begunLater = numberIn(one, 'started_at') - begun;
        return heardLater > 0 || (heardLater === 0 && begunLater > 0);
      });
      const isLost = numberIn(own, 'seen_at') < now - LOST_PHONE_MS;
      if (!isLost && since.length === 0) continue;
      const others = since.map((one) => numberIn(one, 'started_at'));
      const end = Math.min(lastHeard, ...others.filter((startedAt) => startedAt > begun));
      ends.set(textIn(row, 'shift_id'), end);
    }
    return ends;
  };
  return {
    async between(gateIds, { from, to }, now) {
      if (gateIds.length === 0) return [];
      // A month of a street is many thousands of shifts: gone through once, with all that their logs say.
      const rows = await database.all(
        `SELECT s.gate_id, s.shift_id, s.device_id, s.started_at, s.closed_at, d.at, d.on_duty
         FROM shifts s
         LEFT JOIN duties d ON d.gate_id = s.gate_id AND d.shift_id = s.shift_id
         WHERE ${touching(gateIds.length)}
         ORDER BY s.gate_id, s.shift_id, d.segment_order, d.segment_id, d.number`,
        [...gateIds, to, from],
      );
      const shifts: { readonly row: Row; readonly duties: DutyAt[] }[] = [];
      for (const row of rows) {
        const last = shifts.at(-1);
        const isSame = last?.row.shift_id === row.shift_id && last?.row.gate_id === row.gate_id;
        const shift = last && isSame ? last : { row, duties: [] };
        if (shift !== last) shifts.push(shift);
        const onDuty = textOrNull(row, 'on_duty');
        if (onDuty === null) continue;
        shift.duties.push({ at: numberOrNull(row, 'at'), onDuty: JSON.parse(onDuty) });
      }
      const open = shifts.flatMap(({ row }) => (row.closed_at === null ? [row] : []));
      const ends = await endsOf(open, now);
      const stays = shifts.flatMap(({ row, duties }) => {
        const startedAt = numberIn(row, 'started_at');
        const closedAt = numberOrNull(row, 'closed_at');
        const endedAt = closedAt ?? ends.get(textIn(row, 'shift_id')) ?? null;
        return staysOf({ gateId: textIn(row, 'gate_id'), startedAt, endedAt }, duties);
      });
      return oncePerGate(stays).filter(
        (stay) => stay.from < to && (stay.until === null || stay.until > from),
      );
    },
  };
}
