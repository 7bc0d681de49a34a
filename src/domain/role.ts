export const ROLES = ['gate', 'desk', 'street', 'inspector', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

export type Permission =
  | 'work-gate'
  | 'read-ledger'
  | 'read-full-names'
  | 'read-accesses'
  | 'issue-passes'
  | 'manage-places'
  | 'import-roster'
  | 'invite'
  | 'enter-paper'
  | 'make-policy'
  | 'keep-marks'
  | 'review'
  | 'send-notices'
  | 'sign-report'
  | 'keep-rota'
  | 'set-day';

const DESK_WORK = [
  'read-ledger',
  'read-full-names',
  'issue-passes',
  'manage-places',
  'import-roster',
  'invite',
  'enter-paper',
  'keep-marks',
  'review',
  'send-notices',
  'sign-report',
  'keep-rota',
] as const;

const PERMISSIONS: Record<Role, readonly Permission[]> = {
  gate: ['work-gate'],
  desk: DESK_WORK,
  street: [...DESK_WORK, 'read-accesses', 'make-policy', 'set-day'],
  inspector: ['read-ledger'],
  administrator: [...DESK_WORK, 'read-accesses', 'make-policy', 'set-day'],
};

/** Nobody brings in, approves or shuts out whoever may do more than they do themselves. */
const INVITES: Record<Role, readonly Role[]> = {
  gate: [],
  desk: ['gate'],
  street: ['gate', 'desk', 'inspector'],
  inspector: [],
  administrator: ROLES,
};

export const may = (role: Role, permission: Permission): boolean =>
  PERMISSIONS[role].includes(permission);

export const mayInvite = (role: Role, invited: Role): boolean => INVITES[role].includes(invited);
