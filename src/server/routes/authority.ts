import type { Permission } from '../../domain/role.ts';

/**
 * Who may call a route. `open`: anybody. `new-key`: signed by the key that is to be enrolled.
 * `any-device`: enrolled, even when revoked, at any time of its clock. `device`: enrolled and in force.
 */
export type Access = 'open' | 'new-key' | 'any-device' | 'device' | Permission;

/** Every route of the API. One that is not here is not served: createApp refuses to start. */
export const ROUTE_ACCESS = {
  'GET /healthz': 'open',
  'GET /api/visit-key': 'open',
  'GET /api/openapi.json': 'open',
  'POST /api/enrol': 'new-key',
  'POST /api/enrol/wait': 'new-key',
  'POST /api/push': 'any-device',
  'GET /api/key-list': 'any-device',
  'GET /api/pull': 'work-gate',
  'GET /api/gates/:gateId/roster': 'work-gate',
  'GET /api/gates/:gateId/passings': 'work-gate',
  'GET /api/gates/:gateId/card': 'issue-passes',
  'POST /api/gates/:gateId/card/replace': 'issue-passes',
  'POST /api/passes': 'issue-passes',
  'POST /api/passes/replace': 'issue-passes',
  'GET /api/poster-address': 'issue-passes',
  'GET /api/places': 'device',
  'POST /api/places/change': 'manage-places',
  'GET /api/invitations': 'invite',
  'POST /api/invitations': 'invite',
  'POST /api/invitations/end': 'invite',
  'GET /api/devices': 'invite',
  'POST /api/devices/change': 'invite',
  'GET /api/retention': 'read-ledger',
  'GET /api/imports': 'import-roster',
  'POST /api/imports': 'import-roster',
  'GET /api/imports/:importId': 'import-roster',
  'POST /api/imports/:importId/parts/:part': 'import-roster',
  'POST /api/imports/:importId/read': 'import-roster',
  'POST /api/imports/:importId/apply': 'import-roster',
  'POST /api/imports/:importId/discard': 'import-roster',
  'POST /api/imports/:importId/take-back': 'import-roster',
  'POST /api/residents/search': 'enter-paper',
  'POST /api/paper-sheets': 'enter-paper',
  'POST /api/paper-sheets/undo': 'enter-paper',
  'POST /api/entries/search': 'read-ledger',
  'GET /api/entries/changes': 'read-ledger',
  'POST /api/histories': 'read-ledger',
  'POST /api/exports': 'read-ledger',
  'GET /api/policies': 'read-ledger',
  'POST /api/policies': 'make-policy',
  'POST /api/policies/preview': 'make-policy',
  'POST /api/reviews': 'read-ledger',
  'POST /api/reviews/make': 'review',
  'POST /api/cases': 'read-ledger',
  'POST /api/outside': 'read-ledger',
  'GET /api/marks': 'keep-marks',
  'POST /api/marks/change': 'keep-marks',
  'GET /api/contacts': 'manage-places',
  'POST /api/contacts/change': 'manage-places',
  'GET /api/gates/:gateId/briefing': 'work-gate',
  'GET /api/notices': 'read-ledger',
  'GET /api/notices/:noticeId': 'read-ledger',
  'POST /api/notices/change': 'send-notices',
  'GET /api/gates/:gateId/notices': 'work-gate',
} as const satisfies Record<string, Access>;

export type RouteName = keyof typeof ROUTE_ACCESS;

/** Each signature is good for one call of these: what they change must not be changed again by who listened. */
export const SPENDS_SIGNATURE: ReadonlySet<RouteName> = new Set<RouteName>([
  'POST /api/gates/:gateId/card/replace',
  'POST /api/passes/replace',
  'POST /api/places/change',
  'POST /api/invitations',
  'POST /api/invitations/end',
  'POST /api/devices/change',
  'POST /api/imports',
  'POST /api/imports/:importId/parts/:part',
  'POST /api/imports/:importId/read',
  'POST /api/imports/:importId/apply',
  'POST /api/imports/:importId/discard',
  'POST /api/imports/:importId/take-back',
  'POST /api/paper-sheets',
  'POST /api/paper-sheets/undo',
  'POST /api/policies',
  'POST /api/marks/change',
  'POST /api/contacts/change',
  'POST /api/reviews/make',
  'POST /api/notices/change',
]);

export const isRouteName = (name: string): name is RouteName => Object.hasOwn(ROUTE_ACCESS, name);
