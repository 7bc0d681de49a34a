import { Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { isWithin } from '../../domain/place.ts';
import { may, type Permission } from '../../domain/role.ts';
import {
  type ExportedLedger,
  type ExportRequest,
  parseExportRequest,
} from '../../protocol/exports.ts';
import { serverSay } from '../../words/server-words.ts';
import { accessesTable } from '../exports/accesses-table.ts';
import { dailyReportTable } from '../exports/daily-report-table.ts';
import { entriesTable } from '../exports/entries-table.ts';
import type { ExportContext, ExportTable } from '../exports/export-context.ts';
import { headCountsTable } from '../exports/head-counts-table.ts';
import { householdsTable, passesTable, residentsTable } from '../exports/people-tables.ts';
import { devicesTable, placesTable } from '../exports/places-table.ts';
import { ledgerFilter } from '../ledger/ledger-filter.ts';
import { viewOf } from '../ledger/ledger-view.ts';
import type { ReportParts } from '../reports/day-report.ts';
import { writeCsv } from '../sheets/write-csv.ts';
import { writeXlsx } from '../sheets/write-xlsx.ts';
import type { PlacedDevice } from '../store/devices.ts';
import { Refusal } from './refusal.ts';
import { mustBeDay } from './report-routes.ts';
import { deviceOf, jsonBody, type RouteContext } from './route-context.ts';

/** What a ledger asks for beyond reading the register of entries. */
const ALSO_NEEDS: Record<ExportedLedger, Permission> = {
  entries: 'read-ledger',
  residents: 'read-full-names',
  households: 'read-full-names',
  passes: 'read-full-names',
  places: 'read-ledger',
  devices: 'invite',
  accesses: 'read-accesses',
  'head-counts': 'read-ledger',
  'daily-report': 'read-ledger',
};

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

const TABLES = {
  residents: residentsTable,
  households: householdsTable,
  passes: passesTable,
  places: placesTable,
  devices: devicesTable,
  accesses: accessesTable,
  'head-counts': headCountsTable,
};

/** The ledger, and the place that the export is accounted under. */
async function tableOf(
  request: ExportRequest,
  device: PlacedDevice,
  context: ExportContext & ReportParts,
): Promise<{ readonly table: ExportTable; readonly scopeId: string }> {
  const { store, view } = context;
  if (request.ledger === 'entries') {
    const { ledger: _, format: __, locale: ___, ...query } = request;
    const filter = await ledgerFilter(query, device.place.path, view, store);
    const only = query.gateIds?.length === 1 ? query.gateIds[0] : undefined;
    return { table: await entriesTable(filter, context), scopeId: only ?? device.place.id };
  }
  const place = await store.places.find(request.placeId);
  if (!place || !isWithin(place, device.place.path)) throw new Refusal('not-found');
  if (request.ledger === 'daily-report') {
    mustBeDay(request.day, context.timeZone);
    return { table: await dailyReportTable(request.day, place, context), scopeId: place.id };
  }
  return { table: await TABLES[request.ledger](place.path, context), scopeId: place.id };
}

export function exportRoutes(parts: RouteContext): void {
  const { app, account } = parts;
  app.post('/api/exports', async (request, reply) => {
    const device = deviceOf(request);
    const wanted = jsonBody(request, parseExportRequest);
    if (!may(device.role, ALSO_NEEDS[wanted.ledger])) throw new Refusal('not-allowed');
    const context = { ...parts, say: serverSay(wanted.locale), view: viewOf(device) };
    const { table, scopeId } = await tableOf(wanted, device, context);
    await account(device, 'export', scopeId, table.count);
    const file =
      wanted.format === 'csv'
        ? Readable.from(writeCsv(table))
        : Readable.fromWeb(writeXlsx('kadian', table) as NodeReadableStream);
    return reply
      .type(TYPES[wanted.format])
      .header('content-disposition', `attachment; filename="kadian.${wanted.format}"`)
      .send(file);
  });
}
