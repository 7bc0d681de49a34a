import { maskedNameText } from '../../domain/masked-name.ts';
import { isWithin, type Place } from '../../domain/place.ts';
import { streetDaysEnd } from '../../domain/street-time.ts';
import {
  type IssuedPass,
  type PassPage,
  type PassReplaced,
  parsePassQuery,
  parsePassReplace,
} from '../../protocol/passes.ts';
import { normalQuery } from '../../roster/room-match.ts';
import { signPass } from '../../sealing/pass.ts';
import { passCode } from '../../sealing/pass-code.ts';
import type { PlacedDevice } from '../store/devices.ts';
import type { HeldPass } from '../store/passes.ts';
import { renewPasses } from '../street/renew-passes.ts';
import { replacePass } from '../street/replace-pass.ts';
import { Refusal } from './refusal.ts';
import { deviceOf, jsonBody, type RouteContext } from './route-context.ts';

export function passRoutes({ app, store, keys, account, clock, timeZone }: RouteContext): void {
  const compoundFor = async (device: PlacedDevice, compoundId: string): Promise<Place> => {
    const compound = await store.places.find(compoundId);
    if (!compound || !isWithin(compound, device.place.path)) throw new Refusal('not-found');
    return compound;
  };
  const issued = async (
    { pass, household, resident }: HeldPass,
    validDays: number | undefined,
  ): Promise<IssuedPass> => {
    const { passNumber, validFrom } = pass;
    const validUntil =
      validDays === undefined
        ? pass.validUntil
        : Math.min(pass.validUntil, streetDaysEnd(clock(), validDays, timeZone));
    const kind = resident ? 'resident' : 'household';
    const { key, keyId } = keys.pass;
    const name = resident?.name ?? '';
    return {
      kind,
      passNumber,
      rosterNumber: pass.rosterNumber,
      householdId: household.id,
      name,
      maskedName: maskedNameText(name),
      room: household.label,
      building: household.building,
      validUntil,
      passText: await signPass({ passNumber, kind, validFrom, validUntil }, key, Number(keyId)),
      passCode: passCode(passNumber),
    };
  };

  app.post('/api/passes', async (request): Promise<PassPage> => {
    const device = deviceOf(request);
    const query = jsonBody(request, parsePassQuery);
    const { compoundId, kind, text = '', cursor, limit, validDays } = query;
    const compound = await compoundFor(device, compoundId);
    if (cursor !== undefined && !/^\d{1,10}$/.test(cursor)) throw new Refusal('body-malformed');
    const { streetId } = device;
    const filter = {
      streetId,
      compoundId: compound.id,
      kind,
      text: /\d/.test(text) ? normalQuery(text) : text,
    };
    const after = cursor === undefined ? null : Number(cursor);
    const found = await store.passes.page(filter, after, limit + 1);
    const page = found.slice(0, limit);
    await account(device, 'passes', compound.id, page.length);
    const renewed = await renewPasses(store, streetId, page, clock());
    const last = page.at(-1)?.pass.passNumber;
    return {
      passes: await Promise.all(renewed.map((held) => issued(held, validDays))),
      next: found.length > page.length && last !== undefined ? String(last) : null,
      total: await store.passes.count(filter),
    };
  });

  app.post('/api/passes/replace', async (request): Promise<PassReplaced> => {
    const device = deviceOf(request);
    const { streetId } = device;
    const { passNumber, validDays } = jsonBody(request, parsePassReplace);
    const held = await store.passes.held(streetId, passNumber);
    if (!held) throw new Refusal('not-found');
    const compound = await compoundFor(device, held.household.compoundId);
    await account(device, 'pass-replaced', compound.id, 1);
    const replaced = await replacePass(store, streetId, passNumber, clock());
    if (!replaced) throw new Refusal('not-found');
    return { pass: await issued(replaced, validDays) };
  });
}
