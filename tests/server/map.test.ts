import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  MAP_PICTURE_BYTES,
  type MapChange,
  parseStreetMap,
  type StreetMap,
} from '../../src/protocol/today.ts';
import { jpeg, png } from './pictures.ts';
import { type Answer, NOW, openRig, type Rig, TestDevice } from './server-rig.ts';

let rig: Rig;
let street: TestDevice;
let desk: TestDevice;
beforeEach(async () => {
  rig = await openRig();
  street = await TestDevice.enrolled(rig, 'street', 's');
  desk = await TestDevice.enrolled(rig, 'desk', 'm1');
});
afterEach(() => rig.close());

const mapIn = (answer: Answer): StreetMap => {
  const parsed = parseStreetMap(answer.json());
  if (!parsed.ok) throw new Error(answer.body.toString());
  return parsed.value;
};
const map = async (device: TestDevice) => mapIn(await device.send('GET', '/api/map'));
const change = (device: TestDevice, body: MapChange) =>
  device.send('POST', '/api/map/change', body);
const save = (device: TestDevice, picture: Uint8Array) =>
  device.send('POST', '/api/map/picture', picture, { type: 'application/octet-stream' });
const read = (device: TestDevice) => device.send('POST', '/api/map/picture/read', {});

test('gates stand where they were put last, and are gone when they are taken off', async () => {
  expect(await map(street)).toEqual({ picture: null, positions: [] });
  await change(desk, { kind: 'place', gateId: 'g1', x: 0, y: 1000 });
  await change(desk, { kind: 'place', gateId: 'g1', x: 250, y: 750 });
  const both = mapIn(await change(desk, { kind: 'place', gateId: 'g2', x: 1, y: 2 }));
  expect(both.positions).toEqual([
    { gateId: 'g1', x: 250, y: 750 },
    { gateId: 'g2', x: 1, y: 2 },
  ]);
  await change(desk, { kind: 'take-off', gateId: 'g1' });
  expect((await map(street)).positions).toEqual([{ gateId: 'g2', x: 1, y: 2 }]);
  const beyond = await change(desk, { kind: 'place', gateId: 'g1', x: 1001, y: 0 });
  expect(beyond.status).toBe(400);
});

test('everybody sees and places the open gates of their own place alone', async () => {
  await change(street, { kind: 'place', gateId: 'g1', x: 1, y: 1 });
  await change(street, { kind: 'place', gateId: 'g3', x: 3, y: 3 });
  const seen = async (device: TestDevice) =>
    (await map(device)).positions.map(({ gateId }) => gateId);
  expect(await seen(desk)).toEqual(['g1']);
  expect(await seen(await TestDevice.enrolled(rig, 'inspector', 'c'))).toEqual(['g1', 'g3']);
  for (const gateId of ['g3', 'm1', 'nowhere']) {
    expect((await change(desk, { kind: 'place', gateId, x: 0, y: 0 })).status).toBe(404);
    expect((await change(desk, { kind: 'take-off', gateId })).status).toBe(404);
  }
  const gate = await rig.store.places.find('g1');
  if (gate) await rig.store.places.close(gate, NOW);
  expect(await seen(street)).toEqual(['g3']);
  expect((await change(street, { kind: 'take-off', gateId: 'g1' })).status).toBe(404);
});

test('the street’s picture is under all of its gates, the last one, as what its bytes are', async () => {
  expect((await read(desk)).status).toBe(404);
  await save(street, png(9, 9));
  rig.time.now += 1000;
  const hungOn = new TextEncoder().encode('<script>alert(1)</script>');
  const saved = mapIn(await save(street, new Uint8Array([...jpeg(1200, 800), ...hungOn])));
  expect(saved.picture).toEqual({ width: 1200, height: 800, changedAt: NOW + 1000 });
  expect((await map(desk)).picture).toEqual(saved.picture);
  const picture = await read(desk);
  expect(new Uint8Array(picture.body)).toEqual(jpeg(1200, 800));
  expect(picture.headers).toMatchObject({
    'content-type': 'image/jpeg',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  const removed = await change(street, { kind: 'remove-picture' });
  expect(mapIn(removed).picture).toBeNull();
  expect((await read(desk)).status).toBe(404);
});

test('only who sees all of the street changes its picture', async () => {
  await save(street, png(9, 9));
  for (const device of [desk, await TestDevice.enrolled(rig, 'administrator', 'c')]) {
    expect((await save(device, png(8, 8))).json().error).toBe('not-allowed');
    expect((await change(device, { kind: 'remove-picture' })).json().error).toBe('not-allowed');
  }
  expect((await map(desk)).picture).toMatchObject({ width: 9, height: 9 });
});

test('what is no picture, or too large to be shown, is refused and changes nothing', async () => {
  await save(street, png(9, 9));
  const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>');
  for (const bytes of [
    svg,
    png(8001, 9),
    png(0, 9),
    jpeg(9, 9).subarray(0, 30),
    new Uint8Array(),
  ]) {
    const answer = await save(street, bytes);
    expect([answer.status, answer.json().error]).toEqual([400, 'body-malformed']);
  }
  const large = new Uint8Array(MAP_PICTURE_BYTES + 1);
  large.set(png(9, 9));
  expect((await save(street, large)).json().error).toBe('body-too-large');
  expect((await map(street)).picture).toMatchObject({ width: 9, height: 9 });
});
