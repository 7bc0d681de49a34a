import { isWithin } from '../../domain/place.ts';
import { streetDay, streetMoment } from '../../domain/street-time.ts';
import type { EntryPage } from '../../protocol/entries.ts';
import {
  parseReportForm,
  parseReportRowsAsked,
  parseReportSign,
  parseReportsAsked,
  type ReportForm,
  type ReportsAnswer,
} from '../../protocol/reports.ts';
import type { Done } from '../../protocol/reviews.ts';
import { readCursor } from '../ledger/ledger-filter.ts';
import { viewOf } from '../ledger/ledger-view.ts';
import { dayReport, gatesOfDay } from '../reports/day-report.ts';
import { dayPeriod } from '../reports/gate-day-figures.ts';
import { reportRows } from '../reports/report-rows.ts';
import { Refusal } from './refusal.ts';
import { deviceOf, jsonBody, type RouteContext } from './route-context.ts';

export function reportRoutes(context: RouteContext): void {
  const { app, store, clock, timeZone, changes } = context;

  const placeWithin = async (placeId: string, scopePath: string) => {
    const place = await store.places.find(placeId);
    if (!place || !isWithin(place, scopePath)) throw new Refusal('not-found');
    return place;
  };

  app.post('/api/reports', (request): Promise<ReportsAnswer> => {
    const device = deviceOf(request);
    const { day } = jsonBody(request, parseReportsAsked);
    mustBeDay(day, timeZone);
    return dayReport(day, device.place.path, viewOf(device), context);
  });

  app.post('/api/reports/rows', async (request): Promise<EntryPage> => {
    const device = deviceOf(request);
    const asked = jsonBody(request, parseReportRowsAsked);
    mustBeDay(asked.day, timeZone);
    const after = asked.cursor === undefined ? null : readCursor(asked.cursor);
    if (asked.cursor !== undefined && !after) throw new Refusal('body-malformed');
    const { path } = await placeWithin(asked.placeId, device.place.path);
    const gates = await gatesOfDay(path, dayPeriod(asked.day, timeZone), store);
    const { streetId } = device;
    const where = { streetId, gateIds: gates.map(({ id }) => id) };
    return reportRows(asked, where, after, viewOf(device), context);
  });

  app.post('/api/reports/sign', async (request): Promise<Done> => {
    const { deviceId, streetId, place: own } = deviceOf(request);
    const sign = jsonBody(request, parseReportSign);
    mustBeDay(sign.day, timeZone);
    const now = clock();
    const place = await placeWithin(sign.placeId, own.path);
    if (place.closedAt !== null) throw new Refusal('not-found');
    if (sign.day > streetDay(now, timeZone)) throw new Refusal('body-malformed');
    await store.statements.add(streetId, {
      ...sign,
      deviceId,
      isDesk: true,
      at: now,
      receivedAt: now,
    });
    changes.announce({ entries: 1, at: now }, place.path);
    return {};
  });

  app.post('/api/reports/form', async (request): Promise<ReportForm> => {
    const { streetId, name, place } = deviceOf(request);
    const form = jsonBody(request, parseReportForm);
    if (place.id !== streetId) throw new Refusal('not-allowed');
    const now = clock();
    const value = JSON.stringify(form);
    await store.streetSettings.set(streetId, 'report-form', null, value, now, name);
    changes.announce({ entries: 1, at: now }, place.path);
    return form;
  });
}

/** @throws Refusal for what looks like a day and is none of the calendar, or was before computers counted. */
export function mustBeDay(day: string, timeZone: string): void {
  const from = streetMoment(day, 0, 0, timeZone);
  if (from === null || from < 0) throw new Refusal('body-malformed');
}
