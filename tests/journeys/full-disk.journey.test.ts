import type { CDPSession } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GateWork } from './gate-work.ts';
import type { Phone } from './phone.ts';
import { PhoneAndStreet } from './phone-and-street.ts';
import type { Road } from './road.ts';
import type { StreetServer } from './street-server.ts';
import { word } from './words.ts';

let here: PhoneAndStreet;
let street: StreetServer;
let road: Road;
let phone: Phone;
let work: GateWork;
let devtools: CDPSession;

beforeAll(async () => {
  here = await PhoneAndStreet.begin();
  ({ street, road, phone, work } = here);
});

afterAll(() => here?.end());

const setQuota = (size: { quotaSize?: number }) =>
  devtools.send('Storage.overrideQuotaForOrigin', { origin: road.url, ...size });

const verdicts = () =>
  phone.page.getByRole('heading', { level: 1, name: word('verdict.pass'), exact: true }).count();

test('a full disk is told, not passed over: no verdict, and the same entry is saved once there is room', async () => {
  const { cast } = street.facts;
  await work.join('吴叔的手机');
  await work.startShift('吴叔');
  await work.passes(cast.known, '36.5');
  await phone.pendingIs(0);
  await phone.goOffline();
  // A browser that starts anew sends from its worker before any test could tell it that it is offline.
  road.cut();
  await work.passes(cast.byRoom, '36.6');
  await phone.pendingIs(1);

  // A browser that is running remembers for a while how much room there was.
  await phone.kill();
  phone = await here.openPhone(street.facts.url, { offline: true });
  here.phone = phone;
  devtools = await phone.context.newCDPSession(phone.page);
  await setQuota({ quotaSize: 1 });
  await phone.scan(street.facts.gateCard, phone.page.getByText(word('gate.hold-code')));
  await work.next();
  await phone.scan(cast.byPhone.passText, work.measuring());
  await work.measure('36.7');
  await phone.isAt(word('not-saved.disk-full'));
  await phone.sees('not-saved.safe');
  await phone.sees('not-saved.disk-full-remedy');
  await phone.isAccessible('full disk');
  expect(await verdicts()).toBe(0);
  await phone.press('not-saved.again');
  await phone.page.getByText(word('not-saved.tried', { time: '' }).trim()).waitFor();
  expect(await verdicts()).toBe(0);

  await setQuota({});
  await phone.press('not-saved.again');
  await phone.isAt(word('verdict.pass'));
  await phone.press('act.next');
  await phone.pendingIs(2);
  await phone.press('gate.find');
  await phone.press('code.type');
  await phone.isAt(word('code.title'));
  await phone.pendingIs(2);
  await phone.isAccessible('typing a code');
  await phone.press('act.back');
  await phone.isAt(street.facts.gateName);
  await work.close();
  await phone.sees('equal.not-same', {
    left: 5,
    leftLabel: word('account.logged'),
    right: 2,
    rightLabel: word('account.received'),
    missing: 3,
  });
  await phone.sees('account.where-here');
  await phone.isAccessible('an account that is not equal');
  road.mend();
  await phone.context.setOffline(false);
  await phone.sees('equal.same', {
    left: 5,
    leftLabel: word('account.logged'),
    right: 5,
    rightLabel: word('account.received'),
  });
});
