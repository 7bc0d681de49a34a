export const ROLES = ['gate', 'desk', 'street', 'inspector', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

export type Permission =
  | 'work-gate'
  | 'read-ledger'
  | 'read-full-names'
  | 'issue-passes'
  | 'invite';

const PERMISSIONS: Record<Role, readonly Permission[]> = {
  gate: ['work-gate'],
  desk: ['read-ledger', 'read-full-names', 'issue-passes'],
  street: ['read-ledger', 'read-full-names', 'issue-passes'],
  inspector: ['read-ledger'],
  administrator: ['read-ledger', 'read-full-names', 'issue-passes', 'invite'],
};

export const may = (role: Role, permission: Permission): boolean =>
  PERMISSIONS[role].includes(permission);
