import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Role } from '../../src/domain/role.ts';
import { toBase64Url } from '../../src/encoding/bytes.ts';
import {
  type InvitationMade,
  type InvitationRequest,
  MAX_SHIFT_INVITATION_MS,
  PUBLIC_URL_REFUSALS,
  parseInvitationMade,
  parseInvitationsAnswer,
} from '../../src/protocol/invitations.ts';
import { readJoin } from '../../src/sealing/invitation.ts';
import {
  type Answer,
  entryAt,
  HOST,
  NOW,
  openRig,
  type Rig,
  TestDevice,
  TestLog,
} from './server-rig.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let rig: Rig;
let desk: TestDevice;

beforeEach(async () => {
  rig = await openRig();
  desk = await TestDevice.enrolled(rig, 'desk', 's');
});
afterEach(() => rig.close());

const SHIFT = {
  kind: 'shift',
  role: 'gate',
  placeId: 'm1',
  phones: 2,
  until: NOW + 8 * HOUR_MS,
} as const;

async function invited(request: InvitationRequest, by = desk): Promise<InvitationMade> {
  const answer = await by.send('POST', '/api/invitations', request);
  const parsed = parseInvitationMade(answer.json());
  if (!parsed.ok) throw new Error(answer.body.toString());
  return parsed.value;
}

async function open(by = desk): Promise<string[]> {
  const parsed = parseInvitationsAnswer((await by.send('GET', '/api/invitations')).json());
  if (!parsed.ok) throw new Error('not a list of invitations');
  return parsed.value.invitations.map(({ invitationId }) => invitationId);
}

const wait = (phone: TestDevice): Promise<Answer> =>
  phone.send('POST', '/api/enrol/wait', { publicKey: toBase64Url(phone.publicKey) });
const decide = (kind: 'approve' | 'refuse', phone: TestDevice, by = desk): Promise<Answer> =>
  by.send('POST', '/api/devices/change', { kind, deviceId: phone.deviceId });

test('an invitation for one device is good for ten minutes, and nothing that is kept lets anybody join', async () => {
  const made = await invited({ kind: 'single', role: 'gate', placeId: 'g1' });
  expect(made).toMatchObject({
    kind: 'single',
    role: 'gate',
    placeId: 'g1',
    placeName: '北门',
    usesLeft: 1,
    expiresAt: NOW + 10 * MINUTE_MS,
  });
  expect(made.link).toMatch(new RegExp(`^https://${HOST}/#join=ask\\.`));
  const token = toBase64Url(readJoin(made.link)?.token ?? new Uint8Array());
  const listed = await desk.send('GET', '/api/invitations');
  expect(listed.body.toString()).not.toContain(token);
  expect(listed.json().invitations).toMatchObject([
    { invitationId: made.invitationId, usesLeft: 1 },
  ]);
  const phone = await TestDevice.make(rig);
  expect((await phone.enrol(made.link)).json()).toMatchObject({ kind: 'enrolled', role: 'gate' });
  expect(await open()).toEqual([]);
  expect((await phone.send('GET', '/api/pull')).status).toBe(200);
});

test('a phone whose answer was lost asks again and gets it, without a second use', async () => {
  const { link } = await invited({ kind: 'single', role: 'gate', placeId: 'g1' });
  const phone = await TestDevice.make(rig);
  await phone.enrol(link);
  expect((await phone.enrol(link)).json()).toMatchObject({ kind: 'enrolled' });
  expect((await (await TestDevice.make(rig)).enrol(link)).json()).toMatchObject({
    error: 'invitation-used',
  });
  await rig.store.devices.revoke(phone.deviceId, NOW);
  expect((await phone.enrol(link)).json()).toMatchObject({ error: 'device-revoked' });
});

test('nobody invites whoever may do more than they do themselves', async () => {
  const may: Record<Role, readonly Role[]> = {
    gate: [],
    desk: ['gate'],
    street: ['gate', 'desk', 'inspector'],
    inspector: [],
    administrator: ['gate', 'desk', 'street', 'inspector', 'administrator'],
  };
  for (const inviting of Object.keys(may) as Role[]) {
    const by = await TestDevice.enrolled(rig, inviting, 's');
    for (const role of Object.keys(may) as Role[]) {
      const answer = await by.send('POST', '/api/invitations', {
        kind: 'single',
        role,
        placeId: 'g1',
      });
      expect([inviting, role, answer.status]).toEqual([
        inviting,
        role,
        may[inviting].includes(role) ? 200 : 403,
      ]);
    }
  }
});

test('phones of a shift wait until the desk has compared four digits, and may do nothing before', async () => {
  const { link } = await invited(SHIFT);
  const phone = await TestDevice.make(rig);
  const joined = (await phone.enrol(link)).json();
  expect(joined).toEqual({ kind: 'waiting', checkCode: expect.stringMatching(/^\d{4}$/) });
  expect((await phone.enrol(link)).json()).toEqual(joined);
  expect((await wait(phone)).json()).toEqual(joined);
  for (const url of ['/api/pull', '/api/places', '/api/gates/g1/roster']) {
    expect((await phone.send('GET', url)).json()).toMatchObject({ error: 'device-waiting' });
  }
  const log = await TestLog.begin(phone, 'g1');
  await log.append(entryAt(NOW));
  await expect(log.push()).rejects.toThrow('device-waiting');
  expect(await rig.store.devices.count()).toBe(1);
  const listed = (await desk.send('GET', '/api/devices')).json().devices;
  expect(listed).toContainEqual(
    expect.objectContaining({ deviceId: phone.deviceId, checkCode: joined.checkCode }),
  );
  expect((await decide('approve', phone)).status).toBe(200);
  expect((await decide('approve', phone)).status).toBe(200);
  expect((await wait(phone)).json()).toMatchObject({
    kind: 'enrolled',
    role: 'gate',
    place: { id: 'm1' },
  });
  expect((await phone.send('GET', '/api/pull')).status).toBe(200);
});

test('as many phones join a shift as it has places, and a refused one gives its place back', async () => {
  const { link } = await invited(SHIFT);
  const phones = await Promise.all(Array.from({ length: 4 }, () => TestDevice.make(rig)));
  const answers = await Promise.all(phones.map((phone) => phone.enrol(link)));
  const inside = phones.filter((_, index) => answers[index]?.status === 200);
  const outside = phones.filter((_, index) => answers[index]?.status === 410);
  expect([inside.length, outside.length]).toEqual([2, 2]);
  const codes = answers.flatMap((answer) =>
    answer.status === 200 ? [answer.json().checkCode] : [],
  );
  expect(new Set(codes).size).toBe(2);
  const [refusedPhone, approved] = inside as [TestDevice, TestDevice];
  const late = outside[0] as TestDevice;
  await decide('approve', approved);
  expect((await decide('refuse', refusedPhone)).status).toBe(200);
  expect((await wait(refusedPhone)).json()).toMatchObject({ error: 'invitation-expired' });
  expect((await decide('refuse', approved)).json()).toMatchObject({ error: 'not-found' });
  expect((await late.enrol(link)).json()).toMatchObject({ kind: 'waiting' });
});

test('when a shift’s invitation is over or ended, who waits is forgotten, and who joined stays', async () => {
  for (const end of ['ended', 'over'] as const) {
    const until = rig.time.now + HOUR_MS;
    const { link, invitationId } = await invited({ ...SHIFT, phones: 3, until });
    const [waiting, joined] = [await TestDevice.make(rig), await TestDevice.make(rig)];
    await waiting.enrol(link);
    await joined.enrol(link);
    await decide('approve', joined);
    if (end === 'over') rig.time.now = until;
    else await desk.send('POST', '/api/invitations/end', { invitationId });
    const over = { error: 'invitation-expired' };
    expect((await wait(waiting)).json()).toMatchObject(over);
    expect((await waiting.enrol(link)).json()).toMatchObject(over);
    expect((await (await TestDevice.make(rig)).enrol(link)).json()).toMatchObject(over);
    expect((await decide('approve', waiting)).json()).toMatchObject({ error: 'not-found' });
    const listed = (await desk.send('GET', '/api/devices')).body.toString();
    expect(listed).not.toContain(waiting.deviceId);
    expect(listed).toContain(joined.deviceId);
    expect((await joined.send('GET', '/api/pull')).status).toBe(200);
  }
});

test('the desk ends an invitation by its name, within its scope and its right', async () => {
  const made = await invited(SHIFT);
  const street = await TestDevice.enrolled(rig, 'street', 's');
  const forDesk = await invited({ kind: 'single', role: 'desk', placeId: 'm1' }, street);
  const elsewhere = await TestDevice.enrolled(rig, 'desk', 'm2');
  expect(await open(elsewhere)).toEqual([]);
  const end = async (by: TestDevice, invitationId: string) =>
    (await by.send('POST', '/api/invitations/end', { invitationId })).json();
  expect(await end(elsewhere, made.invitationId)).toMatchObject({ error: 'not-found' });
  expect(await end(desk, forDesk.invitationId)).toMatchObject({ error: 'not-allowed' });
  expect((await open()).sort()).toEqual([made.invitationId, forDesk.invitationId].sort());
  expect(await end(desk, made.invitationId)).toMatchObject({
    invitations: [{ invitationId: forDesk.invitationId }],
  });
  expect(await end(desk, made.invitationId)).toMatchObject({ error: 'not-found' });
  const late = await TestDevice.make(rig);
  expect((await late.enrol(made.link)).json()).toMatchObject({ error: 'invitation-expired' });
});

test('a shift lasts a day at most and has an end that is to come; a closed place takes nobody', async () => {
  const malformed = [400, 'body-malformed'];
  for (const more of [
    { until: NOW },
    { until: NOW + MAX_SHIFT_INVITATION_MS + 1 },
    { phones: 0 },
    { phones: 51 },
    { role: 'desk' },
  ]) {
    const answer = await desk.send('POST', '/api/invitations', { ...SHIFT, ...more });
    expect([more, answer.status, answer.json().error]).toEqual([more, ...malformed]);
  }
  const { link } = await invited(SHIFT);
  await desk.send('POST', '/api/places/change', { kind: 'close', placeId: 'm1' });
  const answer = await desk.send('POST', '/api/invitations', SHIFT);
  expect(answer.json()).toMatchObject({ error: 'place-refused', why: 'place-closed' });
  const late = await TestDevice.make(rig);
  expect((await late.enrol(link)).json()).toMatchObject({ error: 'invitation-expired' });
});

test('while phones cannot use the server’s address, the desk is told why and nobody is invited', async () => {
  for (const why of PUBLIC_URL_REFUSALS) {
    rig.publicUrl.refusal = why;
    const answer = await desk.send('POST', '/api/invitations', SHIFT);
    expect([answer.status, answer.json()]).toEqual([
      409,
      { error: 'public-url-unusable', why, serverTime: NOW },
    ]);
  }
  rig.publicUrl.refusal = null;
  expect(await open()).toEqual([]);
});

test('fifty phones behind one address wait together, and one that asks without end is slowed', async () => {
  const { link } = await invited({ ...SHIFT, phones: 50 });
  const phones = await Promise.all(Array.from({ length: 50 }, () => TestDevice.make(rig)));
  for (const phone of phones) expect((await phone.enrol(link)).status).toBe(200);
  const listed = (await desk.send('GET', '/api/devices')).json().devices as { checkCode: string }[];
  expect(new Set(listed.map(({ checkCode }) => checkCode)).size).toBe(51);
  const [first] = phones as [TestDevice];
  for (let round = 0; round < 30; round += 1) {
    rig.time.now = NOW + round * 2000;
    const answers = await Promise.all(phones.map(wait));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  }
  const answers = [];
  for (let index = 0; index < 31; index += 1) answers.push((await wait(first)).status);
  expect([answers[29], answers[30]]).toEqual([200, 429]);
});

test('waiting asks for the very key, and tells nobody else anything', async () => {
  const { link } = await invited(SHIFT);
  const [phone, other] = [await TestDevice.make(rig), await TestDevice.make(rig)];
  await phone.enrol(link);
  const stolen = await other.send('POST', '/api/enrol/wait', {
    publicKey: toBase64Url(phone.publicKey),
  });
  expect(stolen.json()).toMatchObject({ error: 'signature-malformed' });
  expect((await wait(other)).json()).toMatchObject({ error: 'invitation-expired' });
});
