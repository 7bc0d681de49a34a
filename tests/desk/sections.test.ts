import { expect, test } from 'vitest';
import { ROLES } from '../../src/domain/role.ts';
import { sectionsFor } from '../../src/screens/desk/app/use-section.ts';

test('a section is shown only to those whom the server would not refuse it', () => {
  expect(Object.fromEntries(ROLES.map((role) => [role, sectionsFor(role).join(' ')]))).toEqual({
    gate: 'settings',
    desk: 'ledger paper roster phones passes places settings',
    street: 'ledger paper roster phones passes places settings',
    inspector: 'ledger settings',
    administrator: 'ledger paper roster phones passes places settings',
  });
});
