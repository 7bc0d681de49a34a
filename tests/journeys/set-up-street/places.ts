import { deskWord } from '../words.ts';
import { COMMUNITY, COMPOUND, NORTH, SOUTH, STREET, type StreetSetUp } from './street-set-up.ts';

export async function theAdministratorJoins(street: StreetSetUp): Promise<void> {
  await street.openDesk(await street.server.firstInvitation());
  await street.desk.page.getByText(deskWord('role.administrator')).waitFor();
}

/** A new server's street has a name for want of one. */
export async function theStreetGetsItsName(street: StreetSetUp): Promise<void> {
  await street.goTo('places');
  await choose(street, deskWord('street.unnamed'));
  await street.press('places.rename');
  const form = street.desk.page.getByRole('region', { name: deskWord('places.rename') });
  await form.getByRole('textbox').fill(STREET);
  await form.getByRole('button', { name: deskWord('places.rename-act') }).click();
  await street.sees('places.renamed', { name: STREET });
}

export async function placesAreTypedIn(street: StreetSetUp): Promise<void> {
  await addBelow(street, STREET, 'community', [COMMUNITY]);
  await addBelow(street, COMMUNITY, 'compound', [COMPOUND]);
  await addBelow(street, COMPOUND, 'gate', [NORTH]);
}

/** From a list: one more gate here, another compound with its gate. */
export async function moreGatesComeFromATable(street: StreetSetUp): Promise<void> {
  const lines = [
    '梧桐社区卡点一览表,,,',
    '社区,小区名称,类别,出入口',
    `${COMMUNITY},${COMPOUND},封闭小区,${NORTH}、${SOUTH}`,
    ',锦绣苑,无主管楼院,东门',
  ];
  const { page } = street.desk;
  await street.press('places.import');
  await page.locator('input[type=file]').setInputFiles({
    name: '卡点.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`${lines.join('\r\n')}\r\n`),
  });
  await street.press('imports.read');
  await street.press('imports.apply-places', { count: 3 });
  await street.sees('imports.done');
  await street.press('places.back');
  await page.getByText(deskWord('places.about', { places: 4, gates: 3 })).waitFor();
}

async function addBelow(
  street: StreetSetUp,
  parent: string,
  kind: 'community' | 'compound' | 'gate',
  names: readonly string[],
): Promise<void> {
  await choose(street, parent);
  await street.press('places.add');
  const title = deskWord('places.add-under', { name: parent });
  const form = street.desk.page.getByRole('region', { name: title });
  await form.getByRole('combobox').selectOption({ label: deskWord(`place-kind.${kind}`) });
  for (const name of names) {
    await form.getByRole('textbox').fill(name);
    await form.getByRole('button', { name: deskWord('places.add-act') }).click();
    await street.sees('places.added', { name });
  }
  await form.getByRole('button', { name: deskWord('places.done') }).click();
}

const choose = ({ desk }: StreetSetUp, name: string): Promise<void> =>
  desk.page.getByRole('table').getByRole('button', { name, exact: true }).click();
