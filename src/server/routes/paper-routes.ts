import type { FastifyRequest } from 'fastify';
import { isWithin } from '../../domain/place.ts';
import {
  type PaperSheetSaved,
  parsePaperRowUndo,
  parsePaperSheetSave,
} from '../../protocol/paper-sheets.ts';
import { paperEntries } from '../paper/paper-entries.ts';
import { policyInForce } from '../street/policy-in-force.ts';
import { Refusal } from './refusal.ts';
import { deviceOf, jsonBody, type RouteContext } from './route-context.ts';

export function paperRoutes({ app, store, clock, changes, timeZone }: RouteContext): void {
  /** @throws Refusal as if it were not there when the gate is out of the device's scope. */
  const gateWithin = async (request: FastifyRequest, gateId: string) => {
    const gate = await store.gates.find(gateId);
    if (!gate || !isWithin(gate, deviceOf(request).place.path)) throw new Refusal('not-found');
    return gate;
  };

  app.post('/api/paper-sheets', async (request): Promise<PaperSheetSaved> => {
    const device = deviceOf(request);
    const sheet = jsonBody(request, parsePaperSheetSave);
    const gate = await gateWithin(request, sheet.gateId);
    const place = await store.places.find(gate.id);
    if (!place) throw new Refusal('not-found');
    const now = clock();
    const { streetId, deviceId } = device;
    const policy = await policyInForce(streetId, store, timeZone, now);
    const reading = await paperEntries(sheet, { device, gate, place, policy, now }, store);
    if (!reading.ok) {
      switch (reading.why) {
        case 'time':
          throw new Refusal('body-malformed');
        case 'closed':
          throw new Refusal('place-refused', { why: 'place-closed' });
        case 'resident':
          throw new Refusal('not-found');
        default:
          throw new Error(`unknown refusal ${reading.why satisfies never}`);
      }
    }
    const { sheetId, gateId, writer } = sheet;
    const head = { gateId, sheetId, streetId, deviceId, writer, savedAt: now };
    const saved = await store.paperSheets.save(head, reading.entries);
    if (!saved.ok) throw new Refusal('not-found');
    if (saved.changed > 0) changes.announce({ entries: saved.changed, at: now }, gate.path);
    return { saved: [...saved.numbers] };
  });

  app.post('/api/paper-sheets/undo', async (request): Promise<PaperSheetSaved> => {
    const { deviceId } = deviceOf(request);
    const { gateId, sheetId, number } = jsonBody(request, parsePaperRowUndo);
    const gate = await gateWithin(request, gateId);
    const now = clock();
    const undone = await store.paperSheets.undo({ gateId, sheetId, deviceId }, number, now);
    if (!undone.ok) throw new Refusal('not-found');
    if (undone.changed > 0) changes.announce({ entries: undone.changed, at: now }, gate.path);
    return { saved: [...undone.numbers] };
  });
}
