import { randomBytes } from 'node:crypto';
import type { Mark, MarkSubject } from '../../src/domain/mark.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { NO_FIGURES } from '../../src/domain/report-figures.ts';
import { ROLES, type Role } from '../../src/domain/role.ts';
import { IMPORT_PART_BYTES } from '../../src/protocol/imports.ts';
import { encodePush, PUSH_LIMITS } from '../../src/protocol/push.ts';
import { ROTA_CHANGE_BYTES, ROTA_FILE_BYTES } from '../../src/protocol/rota.ts';
import { MAP_PICTURE_BYTES } from '../../src/protocol/today.ts';
import type { RouteName } from '../../src/server/routes/authority.ts';
import { invite } from '../../src/server/street/invite.ts';
import { issueCard } from '../../src/server/street/issue-card.ts';
import { replaceRoster } from '../../src/server/street/replace-roster.ts';
import { png } from './pictures.ts';
import { entryAt, HOST, NOW, openRig, type Rig, TestDevice, TestLog } from './server-rig.ts';

/** Two streets, with somebody and something of every kind in scope of compound m1 and out of it. */
export interface Town {
  readonly rig: Rig;
  /** One of each role, all at m1. */
  readonly devices: Readonly<Record<Role, TestDevice>>;
  /** Administrators of the street and of the other street. */
  readonly above: TestDevice;
  readonly abroad: TestDevice;
  /** A gate phone in m1 and others out of its scope. */
  readonly phone: TestDevice;
  readonly phonesElsewhere: readonly TestDevice[];
  readonly pushBody: Uint8Array;
}

export async function openTown(): Promise<Town> {
  const rig = await openRig();
  const { places } = rig.store;
  await places.add({ id: 't', parentId: null, kind: 'street', name: '临江街道' });
  await places.add({ id: 'tm', parentId: 't', kind: 'compound', name: '江边里' });
  await places.add({ id: 'tg', parentId: 'tm', kind: 'gate', name: '江边门' });
  await issueCard(rig.store, rig.keys, 'tg');
  for (const [compoundId, id] of [
    ['m2', 7],
    ['tm', 8],
  ] as const) {
    await replaceRoster(
      rig.store,
      {
        compoundId,
        households: [
          {
            id,
            building: '1',
            unit: '1',
            room: '101',
            label: '1-1-101',
            colour: 'green',
            passNumber: 3000 + id,
          },
        ],
        residents: [
          {
            rosterNumber: 10 * id,
            householdId: id,
            name: '外人',
            initials: ['WR'],
            phoneTail: '0000',
            relation: '户主',
            passNumber: 1000 + 10 * id,
          },
        ],
      },
      NOW,
    );
  }
  const devices = {} as Record<Role, TestDevice>;
  for (const role of ROLES) devices[role] = await TestDevice.enrolled(rig, role, 'm1');
  const log = await TestLog.begin(devices.gate, 'g1');
  await log.append(entryAt(NOW));
  const pushBody = encodePush(await log.request());
  await devices.gate.send('POST', '/api/push', pushBody, { type: 'application/cbor' });
  return {
    rig,
    devices,
    above: await TestDevice.enrolled(rig, 'administrator', 's'),
    abroad: await TestDevice.enrolled(rig, 'administrator', 't'),
    phone: await TestDevice.enrolled(rig, 'gate', 'm1'),
    phonesElsewhere: [
      await TestDevice.enrolled(rig, 'gate', 'm2'),
      await TestDevice.enrolled(rig, 'gate', 'c'),
      await TestDevice.enrolled(rig, 'gate', 'tm'),
    ],
    pushBody,
  };
}

export interface Call {
  readonly url: string;
  readonly body?: object;
  /** Who is not refused before the scope matters; all who may when absent. */
  readonly by?: readonly Role[];
}

interface TriedRoute {
  readonly may: readonly Role[];
  /** A call that is right and in the scope of m1, for this device; may make what it needs. */
  readonly call: (town: Town, by: TestDevice) => Call | Promise<Call>;
  /** What whoever may is answered; 200 unless the call needs more than it is worth here. */
  readonly status?: number;
  /** The same call about what lies outside: another compound, the community above, another street, nothing. */
  readonly outside?: (town: Town) => Call[] | Promise<Call[]>;
  /** By hand: every route that changes something takes a signature once. */
  readonly takesSignatureOnce?: true;
  readonly type?: 'application/cbor' | 'application/octet-stream';
  readonly maxBytes?: number;
  /** Goes on without end: only refusals are tried here. */
  readonly isStream?: true;
}

const GATES = ['gate'] as const;
const DESKS = ['desk', 'street', 'administrator'] as const;
const READERS = ['desk', 'street', 'inspector', 'administrator'] as const;
/** Who may have which ledger as a file. */
export const EXPORTERS = {
  residents: DESKS,
  households: DESKS,
  passes: DESKS,
  devices: DESKS,
  places: READERS,
  'head-counts': READERS,
  'daily-report': READERS,
  accesses: ['street', 'administrator'],
} as const satisfies Record<string, readonly Role[]>;
const ELSEWHERE = ['m2', 'c', 's', 'tm', 'nowhere'] as const;
const GATES_ELSEWHERE = ['g3', 'tg', 'm1', 'nowhere'] as const;
/** Not to be told from those that never were. */
const NO_ID = 'ab'.repeat(16);

let counter = 0;
const fresh = (): number => {
  counter += 1;
  return counter;
};

async function passNumberOf(
  { rig }: Town,
  streetId: string,
  rosterNumber: number,
): Promise<number> {
  const [pass] = await rig.store.rosters.passesOf(streetId, [rosterNumber], NOW);
  if (!pass) throw new Error('no pass');
  return pass.passNumber;
}

async function invitationIn({ rig }: Town, placeId: string): Promise<string> {
  const offer = { role: 'gate', placeId, minutes: 10, mode: 'ask', uses: 1 } as const;
  const made = await invite(offer, `https://${HOST}`, rig, NOW);
  if (!made) throw new Error('no place');
  return made.invitationId;
}

const importOf = (placeId: string) => ({ what: 'roster', placeId, fileName: 'a.csv', bytes: 10 });

async function importIn(
  town: Town,
  placeId: string,
  by = placeId.startsWith('t') ? town.abroad : town.above,
): Promise<string> {
  const started = await by.send('POST', '/api/imports', importOf(placeId));
  const { importId } = started.json();
  if (typeof importId !== 'string') throw new Error(started.body.toString());
  return importId;
}

const importRow = (
  rest: string,
  body: object | undefined,
  more: Partial<TriedRoute> = {},
): TriedRoute => {
  const about = (importId: string): Call => ({
    url: `/api/imports/${importId}${rest}`,
    ...(body && { body }),
  });
  return {
    may: DESKS,
    call: async (town) => about(await importIn(town, 'm1', town.devices.administrator)),
    outside: async (town) => [
      about(await importIn(town, 'm1')),
      about(await importIn(town, 'm2')),
      about(await importIn(town, 's')),
      about(await importIn(town, 'tm')),
      about(NO_ID),
    ],
    ...more,
  };
};

const sheet = (gateId: string, sheetId = randomBytes(16).toString('hex')) => ({
  sheetId,
  gateId,
  writer: '王秀英',
  rows: [
    {
      number: 1,
      at: NOW - 60_000,
      direction: 'out',
      subject: { kind: 'resident', rosterNumber: 11 },
      reading: { temperatureTenths: 365, site: 'forehead' },
      mask: true,
      outcome: 'passed',
    },
  ],
});

/** Saved by the device if it may, for only it may undo a row of it. */
async function sheetIn(town: Town, gateId: string, device?: TestDevice): Promise<string> {
  const saving = sheet(gateId);
  const desk = Object.entries(town.devices).find(([, one]) => one === device)?.[0];
  const above = gateId === 'tg' ? town.abroad : town.above;
  const by = device && DESKS.some((role) => role === desk) ? device : above;
  const rows = saving.rows.map((row) => ({
    ...row,
    subject: { kind: 'visitor', visitor: NOBODY },
  }));
  const saved = await by.send('POST', '/api/paper-sheets', { ...saving, rows });
  if (saved.status !== 200) throw new Error(saved.body.toString());
  return saving.sheetId;
}

const NOBODY = {
  name: '访客',
  idNumber: '',
  address: '',
  phone: '',
  purpose: '',
  householdVisited: '',
  plate: '',
  remark: '',
};

const { version: _version, effectiveFrom: _from, timeZone: _zone, ...RULES } = DEFAULT_POLICY;

export type TriedRouteName = Exclude<
  RouteName,
  | 'GET /healthz'
  | 'GET /api/openapi.json'
  | 'GET /api/visit-key'
  | 'POST /api/enrol'
  | 'POST /api/enrol/wait'
>;

/** How each route is called rightly, and who may: written by hand, so that a changed table is noticed. */
export const TRIED_ROUTES: Readonly<Record<TriedRouteName, TriedRoute>> = {
  'POST /api/push': {
    may: ROLES,
    call: ({ pushBody }) => ({ url: '/api/push', body: pushBody }),
    type: 'application/cbor',
    maxBytes: PUSH_LIMITS.maxBytes,
  },
  'GET /api/key-list': { may: ROLES, call: () => ({ url: '/api/key-list' }) },
  'GET /api/pull': { may: GATES, call: () => ({ url: '/api/pull?app=0.3.0' }) },
  'GET /api/gates/:gateId/roster': {
    may: GATES,
    call: () => ({ url: '/api/gates/g1/roster' }),
    outside: () => GATES_ELSEWHERE.map((id) => ({ url: `/api/gates/${id}/roster` })),
  },
  'GET /api/gates/:gateId/passings': {
    may: GATES,
    call: () => ({ url: '/api/gates/g1/passings' }),
    outside: () => GATES_ELSEWHERE.map((id) => ({ url: `/api/gates/${id}/passings` })),
  },
  'GET /api/gates/:gateId/card': {
    may: DESKS,
    call: () => ({ url: '/api/gates/g1/card' }),
    outside: () => GATES_ELSEWHERE.map((id) => ({ url: `/api/gates/${id}/card` })),
  },
  'POST /api/gates/:gateId/card/replace': {
    may: DESKS,
    call: () => ({ url: '/api/gates/g2/card/replace', body: {} }),
    outside: () =>
      GATES_ELSEWHERE.map((id) => ({ url: `/api/gates/${id}/card/replace`, body: {} })),
    takesSignatureOnce: true,
  },
  'POST /api/passes': {
    may: DESKS,
    call: () => ({ url: '/api/passes', body: { compoundId: 'm1', kind: 'resident', limit: 10 } }),
    outside: () =>
      ELSEWHERE.map((compoundId) => ({
        url: '/api/passes',
        body: { compoundId, kind: 'resident', limit: 10 },
      })),
  },
  'POST /api/passes/replace': {
    may: DESKS,
    call: async (town) => ({
      url: '/api/passes/replace',
      body: { passNumber: await passNumberOf(town, 's', 11) },
    }),
    outside: async (town) =>
      [
        await passNumberOf(town, 's', 70),
        await passNumberOf(town, 't', 80),
        3007,
        3008,
        999_999,
      ].map((passNumber) => ({ url: '/api/passes/replace', body: { passNumber } })),
    takesSignatureOnce: true,
  },
  'GET /api/poster-address': { may: DESKS, call: () => ({ url: '/api/poster-address' }) },
  'GET /api/places': { may: ROLES, call: () => ({ url: '/api/places' }) },
  'POST /api/places/change': {
    may: DESKS,
    call: () => ({
      url: '/api/places/change',
      body: { kind: 'rename', placeId: 'g2', name: `南门${fresh()}` },
    }),
    outside: () =>
      [
        ...['m2', 'g3', 'c', 's', 'tm', 'tg', 'nowhere'].flatMap((placeId) => [
          { kind: 'rename', placeId, name: '改名' },
          { kind: 'close', placeId },
          { kind: 'reopen', placeId },
          { kind: 'move', placeId, parentId: 'm1' },
          { kind: 'merge', placeId, intoId: 'g1' },
          { kind: 'merge', placeId: 'g1', intoId: placeId },
          { kind: 'move', placeId: 'g1', parentId: placeId },
          { kind: 'add', parentId: placeId, placeKind: 'gate', name: '新门' },
        ]),
      ].map((body) => ({ url: '/api/places/change', body })),
    takesSignatureOnce: true,
  },
  'GET /api/invitations': { may: DESKS, call: () => ({ url: '/api/invitations' }) },
  'POST /api/invitations': {
    may: DESKS,
    call: () => ({
      url: '/api/invitations',
      body: { kind: 'single', role: 'gate', placeId: 'g1' },
    }),
    outside: () =>
      [...ELSEWHERE, 'g3', 'tg'].flatMap((placeId) => [
        { url: '/api/invitations', body: { kind: 'single', role: 'gate', placeId } },
        {
          url: '/api/invitations',
          body: { kind: 'shift', role: 'gate', placeId, phones: 2, until: NOW + 1000 },
        },
      ]),
    takesSignatureOnce: true,
  },
  'POST /api/invitations/end': {
    may: DESKS,
    call: async (town) => ({
      url: '/api/invitations/end',
      body: { invitationId: await invitationIn(town, 'g1') },
    }),
    outside: async (town) =>
      [
        await invitationIn(town, 'm2'),
        await invitationIn(town, 's'),
        await invitationIn(town, 'tm'),
        '0'.repeat(16),
      ].map((invitationId) => ({ url: '/api/invitations/end', body: { invitationId } })),
    takesSignatureOnce: true,
  },
  'GET /api/devices': { may: DESKS, call: () => ({ url: '/api/devices' }) },
  'POST /api/devices/change': {
    may: DESKS,
    call: ({ phone }) => ({
      url: '/api/devices/change',
      body: { kind: 'rename', deviceId: phone.deviceId, name: '一号' },
    }),
    outside: ({ phonesElsewhere, above, abroad }) =>
      [...phonesElsewhere, above, abroad, { deviceId: NO_ID }].flatMap(({ deviceId }) =>
        [
          { kind: 'rename', deviceId, name: '一号' },
          { kind: 'revoke', deviceId },
          { kind: 'approve', deviceId },
          { kind: 'refuse', deviceId },
        ].map((body) => ({ url: '/api/devices/change', body })),
      ),
    takesSignatureOnce: true,
  },
  'GET /api/retention': { may: READERS, call: () => ({ url: '/api/retention' }) },
  'GET /api/imports': { may: DESKS, call: () => ({ url: '/api/imports' }) },
  'POST /api/imports': {
    may: DESKS,
    call: () => ({ url: '/api/imports', body: importOf('m1') }),
    outside: () => ELSEWHERE.map((placeId) => ({ url: '/api/imports', body: importOf(placeId) })),
    takesSignatureOnce: true,
  },
  'GET /api/imports/:importId': importRow('', undefined),
  'POST /api/imports/:importId/parts/:part': importRow('/parts/0', new Uint8Array(10), {
    type: 'application/octet-stream',
    maxBytes: IMPORT_PART_BYTES,
    takesSignatureOnce: true,
  }),
  // Nothing was sent yet: there is nothing to read, to put in force or to take back.
  'POST /api/imports/:importId/read': importRow(
    '/read',
    { columns: [] },
    { status: 409, takesSignatureOnce: true },
  ),
  'POST /api/imports/:importId/apply': importRow(
    '/apply',
    { previewId: NO_ID, addPlaces: false, withoutWrongRows: false },
    { status: 409, takesSignatureOnce: true },
  ),
  'POST /api/imports/:importId/discard': importRow('/discard', {}, { takesSignatureOnce: true }),
  'POST /api/imports/:importId/take-back': importRow(
    '/take-back',
    {},
    { status: 409, takesSignatureOnce: true },
  ),
  'POST /api/residents/search': {
    may: DESKS,
    call: () => ({ url: '/api/residents/search', body: { placeId: 'm1', text: '周', limit: 9 } }),
    outside: () =>
      ELSEWHERE.map((placeId) => ({
        url: '/api/residents/search',
        body: { placeId, text: '外', limit: 9 },
      })),
  },
  'POST /api/paper-sheets': {
    may: DESKS,
    call: () => ({ url: '/api/paper-sheets', body: sheet('g1') }),
    outside: async (town) => [
      ...['g3', 'tg', 'm1', 'm2', 'nowhere'].map((gateId) => ({
        url: '/api/paper-sheets',
        body: sheet(gateId),
      })),
      { url: '/api/paper-sheets', body: sheet('g3', await sheetIn(town, 'g3')) },
    ],
    takesSignatureOnce: true,
  },
  'POST /api/paper-sheets/undo': {
    may: DESKS,
    call: async (town, by) => ({
      url: '/api/paper-sheets/undo',
      body: { sheetId: await sheetIn(town, 'g1', by), gateId: 'g1', number: 1 },
    }),
    outside: async (town) => {
      const elsewhere = await sheetIn(town, 'g3');
      return [
        { sheetId: elsewhere, gateId: 'g3', number: 1 },
        { sheetId: elsewhere, gateId: 'g1', number: 1 },
        { sheetId: await sheetIn(town, 'g1'), gateId: 'g3', number: 1 },
        { sheetId: await sheetIn(town, 'tg'), gateId: 'tg', number: 1 },
        { sheetId: NO_ID, gateId: 'g1', number: 1 },
      ].map((body) => ({ url: '/api/paper-sheets/undo', body }));
    },
    takesSignatureOnce: true,
  },
  'POST /api/entries/search': {
    may: READERS,
    call: () => ({ url: '/api/entries/search', body: { limit: 10 } }),
  },
  'GET /api/entries/changes': {
    may: READERS,
    call: () => ({ url: '/api/entries/changes' }),
    isStream: true,
  },
  'POST /api/histories': {
    may: READERS,
    call: () => ({ url: '/api/histories', body: { householdId: 1 } }),
    outside: () =>
      [
        { householdId: 7 },
        { householdId: 8 },
        { householdId: 999 },
        { residentNumber: 70 },
        { residentNumber: 80 },
        { residentNumber: 999 },
      ].map((body) => ({ url: '/api/histories', body })),
  },
  'POST /api/exports': {
    may: READERS,
    call: () => ({
      url: '/api/exports',
      body: { ledger: 'entries', format: 'csv', locale: 'zh-CN' },
    }),
    outside: () =>
      ELSEWHERE.flatMap((placeId) =>
        (
          [
            'places',
            'residents',
            'households',
            'passes',
            'devices',
            'accesses',
            'head-counts',
            'daily-report',
          ] as const
        ).map((ledger) => ({
          url: '/api/exports',
          body: {
            ledger,
            format: 'csv',
            locale: 'zh-CN',
            placeId,
            ...(ledger === 'daily-report' && { day: DAY }),
          },
          by: EXPORTERS[ledger],
        })),
      ),
  },
  'GET /api/gates/:gateId/briefing': {
    may: GATES,
    call: () => ({ url: '/api/gates/g1/briefing' }),
    outside: () => GATES_ELSEWHERE.map((id) => ({ url: `/api/gates/${id}/briefing` })),
  },
  'GET /api/policies': { may: READERS, call: () => ({ url: '/api/policies' }) },
  'POST /api/policies': {
    may: ['street', 'administrator'],
    call: () => ({
      url: '/api/policies',
      body: { basedOn: 0, effectiveFrom: null, policy: RULES },
    }),
    // The rules are the whole street's, and those who are tried here see a compound of it.
    status: 403,
    takesSignatureOnce: true,
  },
  'POST /api/policies/preview': {
    may: ['street', 'administrator'],
    call: () => ({ url: '/api/policies/preview', body: { policy: RULES, day: DAY } }),
  },
  'POST /api/reviews': {
    may: READERS,
    call: () => ({ url: '/api/reviews', body: { day: DAY } }),
  },
  'POST /api/reviews/make': {
    may: DESKS,
    call: async (town) => reviewOf('g1', await sheetIn(town, 'g1')),
    outside: async (town) => [
      reviewOf('g3', await sheetIn(town, 'g3')),
      reviewOf('tg', await sheetIn(town, 'tg')),
      reviewOf('g1', await sheetIn(town, 'g3')),
      reviewOf('g1', NO_ID),
    ],
    takesSignatureOnce: true,
  },
  'POST /api/cases': { may: READERS, call: () => ({ url: '/api/cases', body: { day: DAY } }) },
  'POST /api/outside': {
    may: READERS,
    call: () => ({ url: '/api/outside', body: { placeId: 'm1', overdueOnly: false } }),
    outside: () =>
      ELSEWHERE.map((placeId) => ({ url: '/api/outside', body: { placeId, overdueOnly: false } })),
  },
  'GET /api/marks': { may: DESKS, call: () => ({ url: '/api/marks' }) },
  'POST /api/marks/change': {
    may: DESKS,
    call: () => ({
      url: '/api/marks/change',
      body: { kind: 'set', mark: markOf({ kind: 'resident', rosterNumber: 11 }) },
    }),
    outside: () =>
      [
        { kind: 'resident', rosterNumber: 70 } as const,
        { kind: 'resident', rosterNumber: 80 } as const,
        { kind: 'household', householdId: 7 } as const,
        { kind: 'household', householdId: 8 } as const,
        { kind: 'resident', rosterNumber: 999 } as const,
      ].map((subject) => ({
        url: '/api/marks/change',
        body: { kind: 'set', mark: markOf(subject) },
      })),
    takesSignatureOnce: true,
  },
  'GET /api/notices': { may: READERS, call: () => ({ url: '/api/notices' }) },
  'GET /api/notices/:noticeId': {
    may: READERS,
    // What the street says to all is said to this compound's gates, too.
    call: async (town) => ({ url: `/api/notices/${await noticeTo(town, 's')}` }),
    outside: async (town) => [
      ...(await Promise.all(
        ['m2', 'g3', 'tm'].map(async (id) => ({ url: `/api/notices/${await noticeTo(town, id)}` })),
      )),
      { url: `/api/notices/${NO_ID}` },
    ],
  },
  'POST /api/notices/change': {
    may: DESKS,
    call: () => ({ url: '/api/notices/change', body: noticeFor('m1') }),
    outside: async (town) => [
      ...ELSEWHERE.map((placeId) => ({ url: '/api/notices/change', body: noticeFor(placeId) })),
      ...(await Promise.all(
        ['m2', 'c', 's', 'tm'].map(async (placeId) => ({
          url: '/api/notices/change',
          body: { kind: 'withdraw', id: await noticeTo(town, placeId) },
        })),
      )),
      { url: '/api/notices/change', body: { kind: 'withdraw', id: NO_ID } },
    ],
    takesSignatureOnce: true,
  },
  'POST /api/reports': {
    may: READERS,
    call: () => ({ url: '/api/reports', body: { day: DAY } }),
  },
  'POST /api/reports/rows': {
    may: READERS,
    call: () => ({ url: '/api/reports/rows', body: reportRowsOf('m1') }),
    outside: () =>
      ELSEWHERE.map((placeId) => ({ url: '/api/reports/rows', body: reportRowsOf(placeId) })),
  },
  'POST /api/reports/sign': {
    may: DESKS,
    call: () => ({ url: '/api/reports/sign', body: statementOf('m1') }),
    outside: () =>
      ELSEWHERE.map((placeId) => ({ url: '/api/reports/sign', body: statementOf(placeId) })),
    takesSignatureOnce: true,
  },
  'POST /api/reports/form': {
    may: ['street', 'administrator'],
    call: () => ({
      url: '/api/reports/form',
      body: {
        columns: [{ figure: 'out', title: '' }],
        deadlineMinute: 1_200,
        remindMinutes: 60,
      },
    }),
    // It is the whole street's, and those who are tried here see a compound of it.
    status: 403,
    takesSignatureOnce: true,
  },
  'GET /api/gates/:gateId/notices': {
    may: GATES,
    call: () => ({ url: '/api/gates/g1/notices' }),
    outside: () => GATES_ELSEWHERE.map((id) => ({ url: `/api/gates/${id}/notices` })),
  },
  'GET /api/gates/:gateId/day': {
    may: GATES,
    call: () => ({ url: '/api/gates/g1/day' }),
    outside: () => GATES_ELSEWHERE.map((id) => ({ url: `/api/gates/${id}/day` })),
  },
  'GET /api/gates/:gateId/handbook': {
    may: GATES,
    call: () => ({ url: '/api/gates/g1/handbook' }),
    outside: () => GATES_ELSEWHERE.map((id) => ({ url: `/api/gates/${id}/handbook` })),
  },
  'GET /api/today': { may: READERS, call: () => ({ url: '/api/today' }) },
  'GET /api/map': { may: READERS, call: () => ({ url: '/api/map' }) },
  'POST /api/map/picture': {
    may: DESKS,
    call: () => ({ url: '/api/map/picture', body: png(9, 9) }),
    // The picture is the whole street's.
    status: 403,
    type: 'application/octet-stream',
    maxBytes: MAP_PICTURE_BYTES,
    takesSignatureOnce: true,
  },
  'POST /api/map/picture/read': {
    may: READERS,
    call: async ({ above }) => {
      const type = 'application/octet-stream';
      await above.send('POST', '/api/map/picture', png(9, 9), { type });
      return { url: '/api/map/picture/read', body: {} };
    },
  },
  'POST /api/map/change': {
    may: DESKS,
    call: () => ({
      url: '/api/map/change',
      body: { kind: 'place', gateId: 'g1', x: fresh(), y: 0 },
    }),
    outside: () =>
      GATES_ELSEWHERE.flatMap((gateId) =>
        [
          { kind: 'place', gateId, x: 0, y: 0 },
          { kind: 'take-off', gateId },
        ].map((body) => ({ url: '/api/map/change', body })),
      ),
    takesSignatureOnce: true,
  },
  'GET /api/standards': { may: READERS, call: () => ({ url: '/api/standards' }) },
  'POST /api/standards/change': {
    may: ['street', 'administrator'],
    call: () => ({
      url: '/api/standards/change',
      body: { basedOn: 0, items: [{ id: 1, title: '帐篷' }] },
    }),
    // They are the whole street's, as the handbook is.
    status: 403,
    takesSignatureOnce: true,
  },
  'GET /api/handbook': { may: READERS, call: () => ({ url: '/api/handbook' }) },
  'POST /api/handbook/change': {
    may: ['street', 'administrator'],
    call: () => ({ url: '/api/handbook/change', body: { basedOn: 0, text: '# 手册' } }),
    status: 403,
    takesSignatureOnce: true,
  },
  'POST /api/rota': {
    may: READERS,
    call: () => ({ url: '/api/rota', body: { from: DAY, days: 7 } }),
  },
  'POST /api/rota/change': {
    may: DESKS,
    call: async (town) => rotaChange(await turnAt(town, 'g1')),
    outside: async (town) => [
      ...(await Promise.all(
        GATES_ELSEWHERE.map(async (gateId) => rotaChange(await turnAt(town, gateId))),
      )),
      rotaChange({ ...(await turnAt(town, 'g1')), volunteerId: NO_ID }),
      { url: '/api/rota/change', body: { kind: 'give-turn', id: NO_ID, volunteerId: NO_ID } },
    ],
    takesSignatureOnce: true,
    maxBytes: ROTA_CHANGE_BYTES,
  },
  'POST /api/rota/read': {
    may: DESKS,
    call: () => ({
      url: '/api/rota/read',
      body: new TextEncoder().encode('日期,卡点,班次,姓名\n2022-03-30,北门,早班,王秀英'),
    }),
    type: 'application/octet-stream',
    maxBytes: ROTA_FILE_BYTES,
  },
  'POST /api/rota/import': {
    may: DESKS,
    call: () => ({ url: '/api/rota/import', body: rotaRows('g1') }),
    outside: () =>
      GATES_ELSEWHERE.map((gateId) => ({ url: '/api/rota/import', body: rotaRows(gateId) })),
    takesSignatureOnce: true,
    maxBytes: ROTA_CHANGE_BYTES,
  },
  'POST /api/rota/hours': {
    may: READERS,
    call: () => ({ url: '/api/rota/hours', body: { from: DAY, to: DAY } }),
  },
  'POST /api/rota/card': {
    may: READERS,
    call: async (town) => rotaCard((await turnAt(town, 'g1')).volunteerId),
    outside: async (town) => [
      rotaCard((await turnAt(town, 'g1', town.abroad)).volunteerId),
      rotaCard(NO_ID),
    ],
  },
  'GET /api/contacts': { may: DESKS, call: () => ({ url: '/api/contacts' }) },
  'POST /api/contacts/change': {
    may: DESKS,
    call: () => ({
      url: '/api/contacts/change',
      body: { kind: 'set', contact: contactAt('m1') },
    }),
    outside: () =>
      ELSEWHERE.map((placeId) => ({
        url: '/api/contacts/change',
        body: { kind: 'set', contact: contactAt(placeId) },
      })),
    takesSignatureOnce: true,
  },
};

/** Sent to this place by the administrator above. */
async function noticeTo({ above, abroad }: Town, placeId: string): Promise<string> {
  const notice = noticeFor(placeId);
  const by = placeId.startsWith('t') ? abroad : above;
  await by.send('POST', '/api/notices/change', notice);
  return notice.id;
}

const noticeFor = (placeId: string) => ({
  kind: 'make',
  id: randomBytes(16).toString('hex'),
  placeId,
  title: '明天起戴双层口罩',
  text: '',
  expiresAt: null,
});

/** Of somebody who may be put on the rota of the street of whoever saves them. */
async function turnAt({ above }: Town, gateId: string, by = above) {
  const [id, volunteerId] = [0, 1].map(() => randomBytes(16).toString('hex')) as [string, string];
  const volunteer = { id: volunteerId, name: '王秀英', phone: '', unit: '', isGone: false };
  await by.send('POST', '/api/rota/change', { kind: 'save-volunteer', volunteer });
  return { id, gateId, volunteerId, startsAt: NOW, endsAt: NOW + 3_600_000 };
}
const rotaChange = (turn: object): Call => ({
  url: '/api/rota/change',
  body: { kind: 'add-turns', turns: [turn] },
});
const rotaCard = (volunteerId: string): Call => ({
  url: '/api/rota/card',
  body: { volunteerId, from: DAY, to: DAY },
});
const rotaRows = (gateId: string) => {
  const when = { startsAt: NOW, endsAt: NOW + 3_600_000 };
  return { rows: [{ name: '李志强', phone: '', unit: '', gateId, ...when }] };
};

const DAY = '2022-03-30';
const reportRowsOf = (placeId: string) => ({ day: DAY, placeId, figure: 'out', limit: 10 });
const statementOf = (placeId: string) => ({
  id: randomBytes(16).toString('hex'),
  placeId,
  day: DAY,
  isZero: true,
  figures: NO_FIGURES,
  by: '周敏',
  note: '',
});
const reviewOf = (gateId: string, sheetId: string) => ({
  url: '/api/reviews/make',
  body: { kind: 'override', gateId, id: `${sheetId}/1`, note: '' },
});

const markOf = (subject: MarkSubject): Mark => ({
  id: randomBytes(16).toString('hex'),
  subject,
  colour: null,
  isolatedUntil: null,
  voidUntil: null,
  isDenied: true,
  documentIds: [],
  note: '',
});

const contactAt = (placeId: string) => ({
  id: randomBytes(16).toString('hex'),
  placeId,
  name: '陈医生',
  duty: '医生',
  phone: '010 5550 1234',
});

export const TRIED_NAMES = Object.keys(TRIED_ROUTES) as TriedRouteName[];
