import { afterAll, beforeAll, test } from 'vitest';
import { PhoneAndStreet } from './phone-and-street.ts';
import { word } from './words.ts';

let here: PhoneAndStreet;

beforeAll(async () => {
  here = await PhoneAndStreet.begin({ isKeptOffline: false });
});

afterAll(() => here?.end());

test('a card shown before the gates have come opens its gate by itself once they have', async () => {
  const { phone, road, street, work } = here;
  road.answerApi({ status: 503, type: 'text/html', body: 'busy' }, '/api/pull');
  await work.join('孙姐的手机');
  await phone.scan(street.facts.gateCard, phone.page.getByText(word('card.not-ready')));
  road.answerApi(null);
  const sendNow = new RegExp(word('top.pending'));
  await phone.tap(phone.page.getByRole('button', { name: sendNow }));
  await phone.isAt(street.facts.gateName);
});
