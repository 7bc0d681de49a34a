import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { searchProfile } from '../found-phone/profile-search.ts';
import { enrolTheDesk, enrolThePhone, seesWhatOpensTheGate, startTheShift } from './begin-shift.ts';
import {
  theDeskLooksCloser,
  theNetworkComesBack,
  theRegisterSaysWhatWasDone,
  theShiftIsClosed,
} from './end-of-shift.ts';
import {
  cameBackIn,
  firstEntryIsSeenAtTheDesk,
  isFoundBy,
  isFromAnotherCompound,
  namesAreMaskedUntilATap,
  registersAVisitor,
  reliefTakesOver,
  theOtherWayIsNoRepeat,
  theSameCodeAgainAddsNothing,
} from './everyday-entries.ts';
import { GateShift, rowOf } from './gate-shift.ts';
import {
  feverWaitsForASecondReading,
  hasTheirReading,
  isTakenAway,
  putsTheMaskOn,
  secondReadings,
  waitsForAReading,
} from './people-who-wait.ts';
import { goesOnWithoutNames, theCardBringsTheNamesBack, thePowerFails } from './power-failure.ts';
import { openProfile } from './profile.ts';
import { anotherSystemsCodeRecordsNothing, isRefused, mayNotLeave } from './refusals.ts';
import { Road } from './road.ts';
import { startStreetServer } from './street-server.ts';
import { correctsAnEntry, takesAnEntryBack } from './undo-and-correct.ts';

let folder: string;
let shift: GateShift;
let isOver = false;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kadian-journey-'));
  const street = await startStreetServer(folder);
  shift = new GateShift(folder, street, await Road.start(street.facts.url));
});

afterAll(async () => {
  await shift?.phone?.context.close();
  await shift?.desk?.context.close();
  await shift?.road.down();
  await shift?.street.stop();
  await rm(folder, { recursive: true, force: true });
});

test('a gate shift, from the card to the ledger, with the network, the power and the card missing on the way', async () => {
  const { cast, passes } = shift.facts;
  await enrolThePhone(shift);
  await enrolTheDesk(shift);
  await seesWhatOpensTheGate(shift);
  await startTheShift(shift);
  await firstEntryIsSeenAtTheDesk(shift);
  await namesAreMaskedUntilATap(shift);

  await shift.phone.goOffline();
  // A browser that starts anew sends from its worker before any test could tell it that it is offline.
  shift.road.cut();
  shift.synced = shift.done.records;
  await cameBackIn(shift);
  await theSameCodeAgainAddsNothing(shift);
  await theOtherWayIsNoRepeat(shift);
  const feverTwice = await feverWaitsForASecondReading(shift, cast.feverTwice, '37.6');
  await isFoundBy(shift, cast.byRoom.room, cast.byRoom, '36.4');
  const feverOnce = await feverWaitsForASecondReading(shift, cast.feverOnce, '37.3');
  await isFoundBy(shift, cast.byInitials.initials[0] ?? '', cast.byInitials, '36.6');
  await isFoundBy(shift, cast.byPhone.phoneTail.slice(-4), cast.byPhone, '36.7');
  const waits = await waitsForAReading(shift);
  await putsTheMaskOn(shift);
  await registersAVisitor(shift);
  await takesAnEntryBack(shift);
  await correctsAnEntry(shift);
  await isRefused(shift, passes.forged, 'pass-forged', {});
  await isRefused(shift, passes.expired, 'pass-expired', rowOf(cast.expired));
  await isRefused(shift, cast.revoked.passText, 'pass-revoked', rowOf(cast.revoked));
  await isRefused(shift, passes.foreign, 'pass-foreign', {});
  await anotherSystemsCodeRecordsNothing(shift);
  await isFromAnotherCompound(shift);
  await mayNotLeave(shift);
  const held = await secondReadings(shift, feverTwice, feverOnce);

  await thePowerFails(shift);
  await goesOnWithoutNames(shift);
  await theCardBringsTheNamesBack(shift);
  await hasTheirReading(shift, waits);
  await isTakenAway(shift, held);
  await reliefTakesOver(shift);

  await theNetworkComesBack(shift);
  await theShiftIsClosed(shift);
  await theDeskLooksCloser(shift);
  await theRegisterSaysWhatWasDone(shift);
  expect(shift.verdictsShown).toBe(22);
  isOver = true;
});

test('the phone, found afterwards, tells nothing about anybody', async () => {
  expect(isOver).toBe(true);
  await shift.phone.context.close();
  expect(new Set(shift.tails).size).toBe(shift.tails.length);
  shift.findsNothing();
});

test('the same search finds one name that is stored unsealed', async () => {
  const [tail = ''] = shift.tails;
  const other = join(folder, 'unsealed');
  const viewport = { width: 360, height: 740 };
  const context = await openProfile({ folder: other, viewport, isKeptOffline: false });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(shift.facts.url);
  await page.evaluate(storeUnsealed, tail);
  await context.close();
  const found = searchProfile(other, shift.tails).map(({ needle }) => needle);
  expect(new Set(found)).toEqual(new Set([tail]));
});

function storeUnsealed(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('unsealed', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('people', { keyPath: 'id' });
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const transaction = opening.result.transaction('people', 'readwrite', {
        durability: 'strict',
      });
      transaction.objectStore('people').add({ id: 1, name: `林${name}` });
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    };
  });
}
