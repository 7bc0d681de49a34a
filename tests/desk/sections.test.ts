import { expect, test } from 'vitest';
import { ROLES } from '../../src/domain/role.ts';
import { sectionsFor } from '../../src/screens/desk/app/use-section.ts';

test('a section is shown only to those whom the server would not refuse it', () => {
  expect(Object.fromEntries(ROLES.map((role) => [role, sectionsFor(role).join(' ')]))).toEqual({
    gate: 'settings',
    desk: 'ledger watch paper people notices roster phones passes places rules settings',
    street: 'ledger watch paper people notices roster phones passes places rules settings',
    inspector: 'ledger watch notices rules settings',
    administrator: 'ledger watch paper people notices roster phones passes places rules settings',
  });
});
