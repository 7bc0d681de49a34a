import { createHash } from 'node:crypto';
import { NO_FIGURES } from '../../domain/report-figures.ts';
import { streetDay, streetDayStart } from '../../domain/street-time.ts';
import { toHex } from '../../encoding/bytes.ts';
import type { ReportForm } from '../../protocol/reports.ts';
import { GateDays } from '../reports/gate-days.ts';
import { reportForm } from '../reports/report-form.ts';
import type { Store } from '../store/store.ts';
import type { GateLog } from './gate-logs.ts';
import { DEMO_STREET_ID, SHUT_GATE_ID, SILENT_GATE_ID } from './street-plan.ts';

interface Logged {
  readonly logs: readonly GateLog[];
  /** In the order of the logs: the phones that are on now. */
  readonly deviceIds: readonly string[];
  /** Epoch ms. */
  readonly now: number;
  readonly timeZone: string;
}

const MINUTE_MS = 60_000;
/** Most gates shut at ten, and report then. */
const DEADLINE_MINUTE = 22 * 60 + 30;
/** Gates that have said something about today already. */
const EARLY_GATE_IDS: readonly string[] = ['wutongli-south', SHUT_GATE_ID, SILENT_GATE_ID];
const UNSENT = 6;

/** All gates have stated yesterday, some have today; a gate that is shut says that nothing happened. */
export async function signDemoReports(
  store: Pick<Store, 'gateDays' | 'statements' | 'streetSettings' | 'devices'>,
  { logs, deviceIds, now, timeZone }: Logged,
): Promise<void> {
  const today = streetDayStart(now, timeZone);
  const form: ReportForm = {
    ...(await reportForm(DEMO_STREET_ID, store)),
    deadlineMinute: DEADLINE_MINUTE,
  };
  const value = JSON.stringify(form);
  await store.streetSettings.set(DEMO_STREET_ID, 'report-form', null, value, today, '值班台');
  const gateIds = logs.map(({ gateId }) => gateId);
  const gateDays = new GateDays({ store, clock: () => now, timeZone });
  const sign = async (
    day: string,
    signing: readonly string[],
    signedAt: (place: number) => number,
  ) => {
    const counts = await gateDays.figuresOfDay(DEMO_STREET_ID, gateIds, day);
    for (const [place, { gateId, shifts }] of logs.entries()) {
      const at = signedAt(place);
      if (!signing.includes(gateId)) continue;
      const isZero = gateId === SHUT_GATE_ID && at > today;
      const starts = shifts.filter(({ startedAt }) => startedAt < at).at(-1)?.segments[0]
        ?.records[0];
      await store.statements.add(DEMO_STREET_ID, {
        id: `${segmentLike(gateId, day)}/1`,
        placeId: gateId,
        day,
        at,
        receivedAt: at,
        deviceId: deviceIds[place] ?? '',
        isDesk: false,
        isZero,
        figures: isZero ? NO_FIGURES : (counts.get(gateId)?.figures ?? NO_FIGURES),
        by: (starts?.kind === 'shift-start' ? starts.onDuty[0] : undefined) ?? '',
        note: isZero ? '今天封门，都走 9 号院' : '',
      });
    }
  };
  const evening = today - 2 * 60 * MINUTE_MS;
  await sign(
    streetDay(evening, timeZone),
    gateIds,
    (place) => evening + (5 + 2 * place) * MINUTE_MS,
  );
  const lately = now - 50 * MINUTE_MS;
  if (lately > today) await sign(streetDay(now, timeZone), EARLY_GATE_IDS, () => lately);
  const silent = deviceIds[gateIds.indexOf(SILENT_GATE_ID)];
  if (silent !== undefined) await store.devices.hasUnsent(silent, UNSENT);
}

/** Looks like the name of a phone's segment: whoever signed on a phone did so in its log. */
const segmentLike = (gateId: string, day: string): string =>
  toHex(createHash('sha256').update(`demo report ${gateId} ${day}`).digest().subarray(0, 16));
