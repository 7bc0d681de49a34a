import { beforeEach, expect, it } from 'vitest';
import { writeHandoverNote } from '../../src/actions/write-handover-note.ts';
import { ApiClient } from '../../src/api-client/api-client.ts';
import { database } from '../../src/storage/database.ts';
import { countPending } from '../../src/storage/pending.ts';
import { KeepalivePush } from '../../src/sync/keepalive-push.ts';
import { pushLog } from '../../src/sync/push-log.ts';
import { START } from '../phone/test-street.ts';
import { PullPhone } from './pull-phone.ts';

let phone: PullPhone;
beforeEach(async () => {
  phone = await PullPhone.make();
  const session = await phone.startShift();
  for (let number = 2; number <= 4; number += 1) {
    expect((await writeHandoverNote(session, `第${number}条`, START)).kind).toBe('saved');
  }
  await phone.pull();
});

const now = (): number => phone.now;
const push = () => pushLog(phone.client(), phone.identity, now);

/** Answers to pushes wait on their way until `meanwhile` is over. */
function slowClient(meanwhile: () => Promise<unknown>): ApiClient {
  const { deviceId, privateKey } = phone.identity;
  const slow: typeof fetch = async (input, init) => {
    const answer = await phone.server.fetch(input, init);
    if (String(input).endsWith('/api/push')) await meanwhile();
    return answer;
  };
  return new ApiClient({
    deviceId,
    privateKey,
    origin: 'https://kadian.example',
    fetch: slow,
    now,
  });
}

/** The server goes back to a backup that has nothing of this shift, and the phone hears of it. */
const restoreAndPull = async (): Promise<void> => {
  phone.server.restore(0);
  expect((await phone.pull()).restored).toBe(true);
};

it('believes no receipt from before a restore that comes after the pull which told of it', async () => {
  const pushed = await pushLog(slowClient(restoreAndPull), phone.identity, now);
  expect(pushed).toMatchObject({ kind: 'failed', incarnation: 'one' });
  expect([await countPending(), phone.server.received]).toEqual([4, 0]);
  expect((await push()).kind).toBe('done');
  expect([await countPending(), phone.server.received]).toEqual([0, 4]);
});

it('believes none that comes while the page is being left either', async () => {
  const keepalive = new KeepalivePush(slowClient(restoreAndPull), phone.identity, now);
  await keepalive.prepare();
  await keepalive.send();
  expect([await countPending(), phone.server.received]).toEqual([4, 0]);
});

it('sends nothing more to a restored server before a pull, and then all of it again', async () => {
  expect((await push()).kind).toBe('done');
  phone.server.restore(2);
  const session = await phone.resumeShift();
  await writeHandoverNote(session, '第5条', START);
  expect(await push()).toMatchObject({ kind: 'failed', incarnation: 'one+' });
  expect(await countPending()).toBe(1);
  await phone.pull();
  expect((await push()).kind).toBe('done');
  expect([await countPending(), phone.server.received]).toEqual([0, 5]);
});

it('believes the first receipt of a phone that has pulled nothing yet', async () => {
  await database.marks.delete('incarnation');
  expect((await push()).kind).toBe('done');
  expect(await countPending()).toBe(0);
});
