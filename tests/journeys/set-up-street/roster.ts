import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { readCsv } from '../strict-csv.ts';
import { deskWord } from '../words.ts';
import {
  AFTER_CORRECTION,
  correctedTable,
  messyTable,
  movedOut,
  renamed,
  WRONG_ROWS,
} from './messy-table.ts';
import { EVERYBODY, newcomer, PEOPLE, type Person, type PersonKey } from './people.ts';
import { COMPOUND, type IssuedResident, type StreetSetUp } from './street-set-up.ts';

type Rows = Record<string, string>[];

/** Wrong rows are named with their numbers and reasons, and nothing goes on until somebody leaves them out. */
export async function aMessyRosterIsImported(street: StreetSetUp): Promise<void> {
  await street.goTo('roster');
  await read(street, '花名册.xlsx', await messyTable());
  const { page } = street.desk;
  const count = WRONG_ROWS.length;
  const problems = page.getByRole('region').getByRole('table');
  await page
    .getByRole('heading', { name: deskWord('imports.problems', { wrong: count, warnings: 0 }) })
    .waitFor();
  const listed = problems.getByRole('row').filter({ hasText: deskWord('imports.left-out') });
  expect(await listed.count()).toBe(count);
  const said: (readonly string[])[] = [];
  for (const line of await listed.all()) {
    const [, row = '', problem = '', , found = ''] = await line.getByRole('cell').allInnerTexts();
    said.push([row, problem, found]);
  }
  expect(said).toEqual(
    WRONG_ROWS.map(({ row, problem, found }) => [
      String(row),
      deskWord(`import-problem.${problem}`),
      found,
    ]),
  );
  await street.sees('imports.blocked-wrong-rows');
  await page
    .getByRole('checkbox', { name: deskWord('imports.without-wrong-rows', { count }) })
    .check();
  await apply(street, { added: EVERYBODY.length, changed: 0, movedOut: 0 });
  await street.press('imports.finish');
  expect(await residents(street)).toEqual(linesOf(EVERYBODY));
}

/** Whoever is in the table again keeps the number; what the desk takes back is as it was before. */
export async function aCorrectionKeepsNumbersAndIsTakenBack(street: StreetSetUp): Promise<void> {
  const before = await exported(street);
  await read(street, '花名册-更正.xlsx', await correctedTable());
  await apply(street, { added: 1, changed: 1, movedOut: 1 });
  const after = await exported(street);
  expect(plain(after)).toEqual(linesOf(AFTER_CORRECTION));
  const stayed = AFTER_CORRECTION.filter((person) => person !== newcomer);
  for (const { idNumber } of stayed) {
    expect(issued(after, idNumber)).toEqual(issued(before, idNumber));
  }
  expect(issued(after, renamed.idNumber)).toEqual(issued(before, PEOPLE.wang.idNumber));
  const given = before.map((row) => row[deskWord('export.roster-number')]);
  expect(given).toContain(issued(before, movedOut.idNumber).rosterNumber);
  expect(given).not.toContain(issued(after, newcomer.idNumber).rosterNumber);

  const end = street.desk.page.getByRole('region', { name: '花名册-更正.xlsx' });
  await end.getByRole('button', { name: deskWord('imports.take-back') }).click();
  await end.getByRole('button', { name: deskWord('imports.take-back-sure') }).click();
  await street.sees('imports.as-before');
  expect(await exported(street)).toEqual(before);
  street.residents = Object.fromEntries(
    Object.entries(PEOPLE).map(([key, { idNumber }]) => [key, issued(before, idNumber)]),
  ) as Record<PersonKey, IssuedResident>;
}

async function read({ desk: { page } }: StreetSetUp, name: string, buffer: Buffer): Promise<void> {
  await page.getByRole('combobox', { name: deskWord('imports.place') }).selectOption({
    label: `　　${COMPOUND}`,
  });
  await page.locator('input[type=file]').setInputFiles({
    name,
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer,
  });
  await page.getByRole('button', { name: deskWord('imports.read') }).click();
  await page.getByRole('heading', { level: 2, name }).waitFor();
}

async function apply(
  street: StreetSetUp,
  counts: { readonly added: number; readonly changed: number; readonly movedOut: number },
): Promise<void> {
  await street.press('imports.apply', { ...counts, places: 0 });
  await street.sees('imports.done');
}

/** By the command line, as nobody at a desk has reason to take all residents away. */
async function exported({ server }: StreetSetUp): Promise<Rows> {
  const file = await server.file(`residents-${crypto.randomUUID()}.csv`);
  await server.run(['export', '--ledger', 'residents', '--place', 'street', '--to', file]);
  return readCsv(await readFile(file, 'utf8'));
}

const residents = async (street: StreetSetUp): Promise<Rows> => plain(await exported(street));

const NUMBERS = [
  deskWord('export.roster-number'),
  deskWord('export.pass-number'),
  deskWord('export.pass-code'),
];

/** Without the numbers that the street gives. */
const plain = (rows: Rows): Rows =>
  rows
    .map((row) => Object.fromEntries(Object.entries(row).filter(([key]) => !NUMBERS.includes(key))))
    .sort(byId);

const byId = (one: Rows[number], other: Rows[number]): number => {
  const id = deskWord('register.id-number');
  return (one[id] ?? '') < (other[id] ?? '') ? -1 : 1;
};

const linesOf = (people: readonly Person[]): Rows =>
  people
    .map((person) => ({
      [deskWord('export.compound')]: COMPOUND,
      [deskWord('export.building')]: person.building,
      [deskWord('export.unit')]: person.unit,
      [deskWord('export.room')]: person.room,
      [deskWord('register.name')]: person.name,
      [deskWord('register.id-number')]: person.idNumber,
      [deskWord('register.phone')]: person.phone,
      [deskWord('export.relation')]: person.relation,
      [deskWord('export.colour')]: deskWord(`export.colour-${person.colour}`),
      [deskWord('export.moved-in-on')]: '',
      [deskWord('register.remark')]: '',
    }))
    .sort(byId);

function issued(rows: Rows, idNumber: string): IssuedResident {
  const row = rows.find((one) => one[deskWord('register.id-number')] === idNumber);
  if (!row) throw new Error(`nobody has ${idNumber}`);
  return {
    rosterNumber: row[deskWord('export.roster-number')] ?? '',
    passCode: row[deskWord('export.pass-code')] ?? '',
  };
}
