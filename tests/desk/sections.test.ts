import { expect, test } from 'vitest';
import { ROLES } from '../../src/domain/role.ts';
import { sectionsFor } from '../../src/screens/desk/app/use-section.ts';

test('a section is shown only to those whom the server would not refuse it', () => {
  expect(Object.fromEntries(ROLES.map((role) => [role, sectionsFor(role).join(' ')]))).toEqual({
    gate: 'settings',
    desk: 'today ledger report watch rota notices handbook paper people roster phones passes places rules settings',
    street:
      'today ledger report watch rota notices handbook paper people roster phones passes places rules settings',
    inspector: 'today ledger report watch rota notices handbook rules settings',
    administrator:
      'today ledger report watch rota notices handbook paper people roster phones passes places rules settings',
  });
});
