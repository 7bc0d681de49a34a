import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { buildAppIfNeeded } from '../../src/server/app-build.ts';
import { bothExportsSayWhatWasDone } from './set-up-street/ledger.ts';
import {
  dataAndKeysAreCopied,
  nothingHasToBePrintedAgain,
  theMachineIsLost,
  theStreetComesBack,
} from './set-up-street/loss.ts';
import { paperIsTypedInByKeyboardAlone } from './set-up-street/paper.ts';
import { aShiftIsInvited, onePhoneIsInvited } from './set-up-street/phones.ts';
import {
  moreGatesComeFromATable,
  placesAreTypedIn,
  theAdministratorJoins,
  theStreetGetsItsName,
} from './set-up-street/places.ts';
import { everythingIsPrinted } from './set-up-street/print.ts';
import {
  aCorrectionKeepsNumbersAndIsTakenBack,
  aMessyRosterIsImported,
} from './set-up-street/roster.ts';
import {
  theNorthGateWorks,
  theSouthGateGoesOnAndCloses,
  theSouthGateWorks,
} from './set-up-street/shifts.ts';
import { StreetProcess } from './set-up-street/street-process.ts';
import { StreetSetUp } from './set-up-street/street-set-up.ts';

let folder: string;
let street: StreetSetUp;

beforeAll(async () => {
  buildAppIfNeeded(() => undefined);
  folder = await mkdtemp(join(tmpdir(), 'kadian-set-up-'));
  street = new StreetSetUp(folder, await StreetProcess.onNothing(folder));
});

afterAll(async () => {
  await street?.north?.phone.context.close();
  await street?.south?.phone.context.close();
  await street?.desk?.context.close();
  await street?.server.stop();
  await rm(folder, { recursive: true, force: true });
});

test('a street is set up from an empty folder, works through a shift, and is lost and brought back', async () => {
  await theAdministratorJoins(street);
  await theStreetGetsItsName(street);
  await placesAreTypedIn(street);
  await moreGatesComeFromATable(street);
  await aMessyRosterIsImported(street);
  await aCorrectionKeepsNumbersAndIsTakenBack(street);
  const papers = await everythingIsPrinted(street);
  await onePhoneIsInvited(street);
  await aShiftIsInvited(street);
  await theNorthGateWorks(street, papers);
  await theSouthGateWorks(street, papers);
  await paperIsTypedInByKeyboardAlone(street);
  const copies = await dataAndKeysAreCopied(street);
  await theSouthGateGoesOnAndCloses(street);
  await bothExportsSayWhatWasDone(street);
  const rows = await theMachineIsLost(street);
  await theStreetComesBack(street, copies, rows);
  await bothExportsSayWhatWasDone(street);
  await nothingHasToBePrintedAgain(street, papers);
});
