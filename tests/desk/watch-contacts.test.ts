import { expect, test } from 'vitest';
import { elapsedWords } from '../../src/screens/desk/parts/elapsed-words.ts';
import { contactsFor } from '../../src/screens/desk/watch/case-contacts.ts';
import { PLACES } from './scripted-desk.ts';

test('for a gate those are called first who answer for the nearest place', () => {
  const contact = (id: string, placeId: string) => ({
    id,
    placeId,
    name: id,
    duty: '',
    phone: '110',
  });
  const all = [
    contact('street', 's'),
    contact('other', 'm2'),
    contact('home', 'm1'),
    contact('community', 'c'),
  ];
  expect(contactsFor('g1', all, PLACES).map(({ id }) => id)).toEqual([
    'home',
    'community',
    'street',
  ]);
});

test('a clock that runs up says hours only when there are some', () => {
  expect([0, 61_000, 3_599_000, 11_109_000].map(elapsedWords)).toEqual([
    '0:00',
    '1:01',
    '59:59',
    '3:05:09',
  ]);
});
