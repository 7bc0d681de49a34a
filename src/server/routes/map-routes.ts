import { isWithin } from '../../domain/place.ts';
import { MAP_PICTURE_BYTES, parseMapChange, type StreetMap } from '../../protocol/today.ts';
import type { PlacedDevice } from '../store/devices.ts';
import { readPicture } from '../street/picture-size.ts';
import { bodyOf } from './authenticate.ts';
import { Refusal } from './refusal.ts';
import { deviceOf, emptyBody, jsonBody, type RouteContext } from './route-context.ts';

/** The picture is the whole street's: whoever sees a part of it does not change it. */
function requireStreet({ place }: PlacedDevice): void {
  if (place.parentId !== null) throw new Refusal('not-allowed');
}

export function mapRoutes({ app, store, clock, changes }: RouteContext): void {
  const mapOf = async ({ streetId, place }: PlacedDevice): Promise<StreetMap> => {
    const picture = await store.maps.picture(streetId);
    const gates = (await store.gates.within(place.path)).filter(
      ({ closedAt }) => closedAt === null,
    );
    const seen = new Set(gates.map(({ id }) => id));
    const positions = await store.maps.positions(streetId);
    return {
      picture: picture && {
        width: picture.width,
        height: picture.height,
        changedAt: picture.changedAt,
      },
      positions: positions.filter(({ gateId }) => seen.has(gateId)),
    };
  };

  app.get('/api/map', (request): Promise<StreetMap> => mapOf(deviceOf(request)));

  app.post(
    '/api/map/picture',
    { bodyLimit: MAP_PICTURE_BYTES },
    async (request): Promise<StreetMap> => {
      const device = deviceOf(request);
      requireStreet(device);
      const bytes = bodyOf(request);
      const read = readPicture(bytes);
      if (!read) throw new Refusal('body-malformed');
      const { length, ...picture } = read;
      const changedAt = clock();
      await store.maps.setPicture(device.streetId, {
        ...picture,
        bytes: bytes.slice(0, length),
        changedAt,
        changedBy: device.name,
      });
      changes.announce({ entries: 0, at: changedAt }, device.place.path);
      return mapOf(device);
    },
  );

  app.post('/api/map/picture/read', async (request, reply) => {
    emptyBody(request);
    const file = await store.maps.pictureFile(deviceOf(request).streetId);
    if (!file) throw new Refusal('not-found');
    return reply.type(file.mediaType).send(Buffer.from(file.bytes));
  });

  app.post('/api/map/change', async (request): Promise<StreetMap> => {
    const device = deviceOf(request);
    const { streetId, place } = device;
    const change = jsonBody(request, parseMapChange);
    if (change.kind === 'remove-picture') {
      requireStreet(device);
      await store.maps.removePicture(streetId);
    } else {
      const gate = await store.gates.find(change.gateId);
      if (!gate || gate.closedAt !== null || !isWithin(gate, place.path)) {
        throw new Refusal('not-found');
      }
      if (change.kind === 'take-off') await store.maps.takeOff(streetId, gate.id);
      else await store.maps.place(streetId, { gateId: gate.id, x: change.x, y: change.y });
    }
    changes.announce({ entries: 0, at: clock() }, place.path);
    return mapOf(device);
  });
}
