import * as devices from '../../src/protocol/devices.ts';
import * as enrolment from '../../src/protocol/enrolment.ts';
import * as entries from '../../src/protocol/entries.ts';
import * as entryChanges from '../../src/protocol/entry-changes.ts';
import * as exportsAsked from '../../src/protocol/exports.ts';
import * as histories from '../../src/protocol/histories.ts';
import * as imports from '../../src/protocol/imports.ts';
import * as invitations from '../../src/protocol/invitations.ts';
import * as paperSheets from '../../src/protocol/paper-sheets.ts';
import * as passes from '../../src/protocol/passes.ts';
import * as places from '../../src/protocol/places.ts';
import * as poster from '../../src/protocol/poster.ts';
import * as problem from '../../src/protocol/problem.ts';
import * as pull from '../../src/protocol/pull.ts';
import * as residents from '../../src/protocol/residents.ts';
import * as visiting from '../../src/protocol/visiting.ts';

const modules: readonly Readonly<Record<string, unknown>>[] = [
  devices,
  enrolment,
  entries,
  exportsAsked,
  histories,
  imports,
  invitations,
  paperSheets,
  passes,
  places,
  poster,
  problem,
  pull,
  residents,
  visiting,
];

/** Every parser of a JSON message there is, by name. */
export const jsonParsers = [
  ...modules.flatMap((module) =>
    Object.entries(module).flatMap(([name, parse]) =>
      name.startsWith('parse') && typeof parse === 'function'
        ? [{ name, parse: parse as (json: unknown) => unknown }]
        : [],
    ),
  ),
  {
    name: 'parseEntryChange',
    parse: (json: unknown) => entryChanges.parseEntryChange(JSON.stringify(json) ?? ''),
  },
];

const id = 'ab'.repeat(16);
const key = 'A'.repeat(87);
const gate = {
  id: 'north',
  name: '北门',
  compoundId: 'c1',
  compoundName: '梧桐里',
  cardEpoch: 1,
  cardTag: '0123456789abcdef',
  rosterGeneration: 2,
  rosterBytes: 4_000,
};

/** In the shape of what is sent; a parser that wants another one refuses it at its first look. */
export const jsonSamples: readonly unknown[] = [
  {
    serverTime: 1_650_000_000_000,
    incarnation: 'i1',
    keyList: 'AAAA',
    policy: 'AAAA',
    revocations: 'AAAA',
    gates: [gate],
    gone: ['south'],
    streetName: '青石街道',
    placeName: '梧桐里',
    acknowledged: [{ segmentId: id, number: 3 }],
  },
  { token: 'A'.repeat(22), publicKey: key, name: '王阿姨的手机', locale: 'zh-CN' },
  {
    kind: 'enrolled',
    certificate: 'AAAA',
    rootPublicKey: key,
    keyList: 'AAAA',
    role: 'gate',
    place: { id: 'north', name: '北门', kind: 'gate' },
    streetName: '宝丰街道',
  },
  { kind: 'waiting', checkCode: '0427' },
  { sealingKey: { keyId: '2022-04', publicKey: key }, streetName: '宝丰街道', visitorCodeDays: 2 },
  { address: 'https://street.example/visit/' },
  { kind: 'rename', placeId: 'north', name: '南门', deviceId: id, role: 'desk' },
  { from: '2022-04-03', until: '2022-04-04', placeId: 'north', limit: 50, query: '王' },
  { code: 'not-allowed', why: 'role' },
  { rows: [{ number: 1, at: '08:07', name: '周明' }], sheetId: id, gateId: 'north' },
];
