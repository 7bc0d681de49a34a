import {
  type HoursAnswer,
  type HoursCard,
  parseHoursAsked,
  parseHoursCardAsked,
  parseRotaAsked,
  parseRotaChange,
  parseRotaImport,
  ROTA_CHANGE_BYTES,
  ROTA_FILE_BYTES,
  type RotaAnswer,
  type RotaChanged,
  type RotaRead,
} from '../../protocol/rota.ts';
import { changeRota, type RotaOutcome } from '../rota/change-rota.ts';
import { hoursCard, hoursServed } from '../rota/hours-served.ts';
import { importRota } from '../rota/import-rota.ts';
import { readRotaOnThread } from '../rota/read-rota-on-thread.ts';
import { rotaOfDays } from '../rota/rota-of-days.ts';
import { type Period, periodOf, rotaScope } from '../rota/rota-scope.ts';
import type { PlacedDevice } from '../store/devices.ts';
import { bodyOf } from './authenticate.ts';
import { Refusal } from './refusal.ts';
import { deviceOf, jsonBody, type RouteContext } from './route-context.ts';

const DAY_MS = 24 * 60 * 60_000;
const HOURS_DAYS = 366;

export function rotaRoutes({ app, store, clock, timeZone, changes }: RouteContext): void {
  const daysFrom = (day: string, days: number): Period => {
    const period = periodOf(day, days, timeZone);
    if (!period) throw new Refusal('body-malformed');
    return period;
  };
  /** Both days are in it. */
  const daysUntil = ({ from, to }: { readonly from: string; readonly to: string }): Period => {
    const days = Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
    if (!(days >= 1 && days <= HOURS_DAYS)) throw new Refusal('body-malformed');
    return daysFrom(from, days);
  };
  const answerTo = (device: PlacedDevice, outcome: RotaOutcome): RotaChanged => {
    if (!outcome.ok) throw new Refusal(outcome.why);
    if (outcome.changed > 0) changes.announce({ entries: 1, at: clock() }, device.place.path);
    return { changed: outcome.changed };
  };

  app.post('/api/rota', async (request): Promise<RotaAnswer> => {
    const { from, days } = jsonBody(request, parseRotaAsked);
    const scope = await rotaScope(deviceOf(request), store);
    return rotaOfDays(scope, daysFrom(from, days), store, clock());
  });

  app.post('/api/rota/change', { bodyLimit: ROTA_CHANGE_BYTES }, async (request) => {
    const device = deviceOf(request);
    const change = jsonBody(request, parseRotaChange);
    return answerTo(device, await changeRota(device, change, store, clock()));
  });

  app.post('/api/rota/read', { bodyLimit: ROTA_FILE_BYTES }, async (request): Promise<RotaRead> => {
    const { gates } = await rotaScope(deviceOf(request), store);
    const open = [...gates.values()].filter(({ closedAt }) => closedAt === null);
    const read = await readRotaOnThread({
      bytes: bodyOf(request),
      gates: open.map(({ id, name, compoundName }) => ({ id, name, compoundName })),
      now: clock(),
      zone: timeZone,
    });
    if (!read.ok) throw new Refusal('import-refused', { why: read.why });
    return read.rota;
  });

  app.post('/api/rota/import', { bodyLimit: ROTA_CHANGE_BYTES }, async (request) => {
    const device = deviceOf(request);
    const rows = jsonBody(request, parseRotaImport);
    return answerTo(device, await importRota(device, rows, store, clock()));
  });

  app.post('/api/rota/hours', async (request): Promise<HoursAnswer> => {
    const period = daysUntil(jsonBody(request, parseHoursAsked));
    const scope = await rotaScope(deviceOf(request), store);
    return hoursServed(scope, period, store, clock());
  });

  app.post('/api/rota/card', async (request): Promise<HoursCard> => {
    const { volunteerId, ...days } = jsonBody(request, parseHoursCardAsked);
    const scope = await rotaScope(deviceOf(request), store);
    const card = await hoursCard(scope, volunteerId, daysUntil(days), store, clock());
    if (!card) throw new Refusal('not-found');
    return card;
  });
}
