import type { TodayAnswer } from '../../protocol/today.ts';
import { viewOf } from '../ledger/ledger-view.ts';
import { gatesToday } from '../street/gate-today.ts';
import { deviceOf, type RouteContext } from './route-context.ts';

export function todayRoutes(context: RouteContext): void {
  const { app, store, clock, timeZone, gateDays, findings, peopleOut } = context;
  app.get('/api/today', (request): Promise<TodayAnswer> => {
    const device = deviceOf(request);
    const { streetId, place } = device;
    const asked = { streetId, scopePath: place.path, timeZone, now: clock() };
    return gatesToday(asked, viewOf(device), store, { gateDays, peopleOut, findings });
  });
}
