import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { GateWork } from './gate-work.ts';
import { Phone } from './phone.ts';
import { Road } from './road.ts';
import { type StreetServer, startStreetServer } from './street-server.ts';
import { word } from './words.ts';

let folder: string;
let street: StreetServer;
let road: Road;
let phone: Phone;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kadian-early-card-'));
  street = await startStreetServer(folder);
  road = await Road.start(street.facts.url);
  phone = await Phone.open({
    folder: join(folder, 'phone'),
    clip: join(folder, 'camera.y4m'),
    address: road.at(street.facts.phoneInvitation),
    now: street.now(),
    isKeptOffline: false,
  });
});

afterAll(async () => {
  await phone?.context.close();
  await road?.down();
  await street?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('a card shown before the gates have come opens its gate by itself once they have', async () => {
  road.answerApi({ status: 503, type: 'text/html', body: 'busy' }, '/api/pull');
  await new GateWork(street, () => phone).join('孙姐的手机');
  await phone.scan(street.facts.gateCard, phone.page.getByText(word('card.not-ready')));
  road.answerApi(null);
  const sendNow = new RegExp(word('top.pending'));
  await phone.tap(phone.page.getByRole('button', { name: sendNow }));
  await phone.isAt(street.facts.gateName);
});
