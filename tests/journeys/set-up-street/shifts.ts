import { word } from '../words.ts';
import {
  closesWithAllReceived,
  goesOut,
  isFound,
  isKnownAs,
  measuring,
  nextComes,
  rowOfPerson,
  takesTheGate,
} from './gate-hands.ts';
import { PEOPLE } from './people.ts';
import type { Papers } from './print.ts';
import type { StreetSetUp } from './street-set-up.ts';

/** A printed pass, a typed code, and one who is found while there is no network. */
export async function theNorthGateWorks(street: StreetSetUp, papers: Papers): Promise<void> {
  const { north, residents } = street;
  const { phone } = north;
  const { lin, wang, zhao } = PEOPLE;
  await nextComes(street, north);
  await takesTheGate(north, papers.northCard);

  const first = await nextComes(street, north);
  await phone.scan(papers.passes.lin, measuring(north));
  await isKnownAs(north, lin);
  await goesOut(street, north, { ...rowOfPerson(lin), at: first }, '36.5');

  const second = await nextComes(street, north);
  await phone.press('gate.find');
  await phone.press('code.type');
  await phone.field('code.label').fill(residents.wang.passCode);
  await phone.press('act.ok');
  await measuring(north).waitFor();
  await isKnownAs(north, wang);
  await goesOut(street, north, { ...rowOfPerson(wang), at: second }, '36.6');
  await phone.pendingIs(0);

  await phone.goOffline();
  const third = await nextComes(street, north);
  await isFound(north, zhao);
  await goesOut(street, north, { ...rowOfPerson(zhao), at: third }, '36.4');
  await phone.pendingIs(1);
  await phone.context.setOffline(false);
  await phone.pendingIs(0);
  await nextComes(street, north);
  await closesWithAllReceived(north);
}

/** A household's pass, and a visitor. */
export async function theSouthGateWorks(street: StreetSetUp, papers: Papers): Promise<void> {
  const { south } = street;
  const { phone } = south;
  const { ma } = PEOPLE;
  await nextComes(street, south);
  await takesTheGate(south, papers.southCard);

  const first = await nextComes(street, south);
  await phone.scan(
    papers.household,
    phone.heading(word('household.who-goes', { direction: 'out' })),
  );
  await phone.tap(phone.page.getByRole('button').filter({ hasText: ma.phone.slice(-4) }));
  await measuring(south).waitFor();
  await isKnownAs(south, ma);
  await goesOut(street, south, { ...rowOfPerson(ma), at: first }, '36.7');

  const second = await nextComes(street, south);
  const visitor = { name: '冯远', phone: '13900000001', purpose: '送药', address: '' };
  await phone.press('gate.visitor');
  await phone.isAt(word('visitor.title'));
  await phone.field('visitor.name').fill(visitor.name);
  await phone.field('visitor.household').fill('3-1-502');
  await phone.field('visitor.purpose').fill(visitor.purpose);
  await phone.field('visitor.phone').fill(visitor.phone);
  await phone.press('visitor.measure');
  await measuring(south).waitFor();
  await goesOut(street, south, { ...visitor, householdVisited: '3-1-502', at: second }, '36.2');
  await phone.pendingIs(0);
}

/** Nobody knows yet that the copy which was just made will be all that is left. */
export async function theSouthGateGoesOnAndCloses(street: StreetSetUp): Promise<void> {
  const { south } = street;
  const { he } = PEOPLE;
  const at = await nextComes(street, south);
  await isFound(south, he);
  await goesOut(street, south, { ...rowOfPerson(he), at }, '36.3');
  await nextComes(street, south);
  await closesWithAllReceived(south);
}
