import { readFile, stat } from 'node:fs/promises';
import { expect } from 'vitest';
import { readCsv } from '../strict-csv.ts';
import { deskWord, word } from '../words.ts';
import { nextComes } from './gate-hands.ts';
import { theLedgerHolds } from './ledger.ts';
import { EVERYBODY } from './people.ts';
import type { Papers } from './print.ts';
import type { StreetSetUp } from './street-set-up.ts';

const PASSPHRASE = { KADIAN_PASSPHRASE: 'three quiet herons' };

export interface Copies {
  readonly data: string;
  readonly keys: string;
}

/** While the server runs and a shift is on. */
export async function dataAndKeysAreCopied({ server, done }: StreetSetUp): Promise<Copies> {
  const copies = { data: await server.file('street.sqlite'), keys: await server.file('keys.bin') };
  const [made] = await Promise.all([
    server.run(['backup', '--to', copies.data]),
    server.run(['backup-keys', '--to', copies.keys], PASSPHRASE),
  ]);
  expect(made).toMatchObject({
    entries: done.count,
    devices: 3,
    places: 7,
    residents: EVERYBODY.length,
  });
  for (const file of Object.values(copies)) expect((await stat(file)).mode & 0o777).toBe(0o600);
  return copies;
}

/** The ledger as the desk had it last. The phones lock, and nobody looks at them. */
export async function theMachineIsLost(street: StreetSetUp): Promise<string[]> {
  await theLedgerHolds(street, street.done.count);
  const rows = await street.desk.rows();
  await street.south.phone.goOffline();
  await street.north.phone.goOffline();
  await street.server.isLost();
  return rows;
}

/** On an empty folder: the desk that joined before sees what was copied, and the phone brings what came after. */
export async function theStreetComesBack(
  street: StreetSetUp,
  copies: Copies,
  rows: readonly string[],
): Promise<void> {
  const { desk, server, south } = street;
  const { phone } = south;
  const [back] = await Promise.all([
    server.run(['restore', '--from', copies.data]),
    server.run(['restore-keys', '--from', copies.keys], PASSPHRASE),
  ]);
  expect(back).toMatchObject({
    entries: rows.length - 1,
    devices: 3,
    places: 7,
    residents: EVERYBODY.length,
  });
  await server.startAgain();
  await desk.page.reload();
  await desk.page.getByRole('heading', { level: 1, name: deskWord('ledger.title') }).waitFor();
  await theLedgerHolds(street, rows.length - 1);

  await nextComes(street, south);
  await phone.context.setOffline(false);
  await phone.page.reload();
  await desk.holds(rows.length);
  expect(await desk.rows()).toEqual(rows);
  const unsettled = phone.page.getByRole('region', { name: word('locked.unsettled') });
  await unsettled.waitFor({ state: 'detached' });
}

/** Passes have the numbers that they had, and the card that hangs at the gate opens it. */
export async function nothingHasToBePrintedAgain(
  street: StreetSetUp,
  { northCard }: Papers,
): Promise<void> {
  const { server, residents, north } = street;
  const { phone } = north;
  await nextComes(street, north);
  await phone.context.setOffline(false);
  await phone.page.reload();
  await phone.scan(northCard, phone.heading(north.gate));
  await phone.sees('start.who');
  const file = await server.file('residents-after.csv');
  await server.run(['export', '--ledger', 'residents', '--place', 'street', '--to', file]);
  const codes = readCsv(await readFile(file, 'utf8')).map(
    (row) => row[deskWord('export.pass-code')],
  );
  expect(new Set(codes)).toEqual(new Set(Object.values(residents).map(({ passCode }) => passCode)));
}
