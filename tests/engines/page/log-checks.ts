import { closeShift } from '../../../src/actions/close-shift.ts';
import { lock } from '../../../src/actions/lock.ts';
import { readCode } from '../../../src/actions/read-code.ts';
import { shiftAccount } from '../../../src/actions/shift-account.ts';
import { writeHandoverNote } from '../../../src/actions/write-handover-note.ts';
import { verifyKeysOf } from '../../../src/sealing/key-list.ts';
import { database } from '../../../src/storage/database.ts';
import { countPending } from '../../../src/storage/pending.ts';
import { readTrustedKeys } from '../../../src/storage/street-documents.ts';
import { acceptReceipt } from '../../../src/sync/accept-receipt.ts';
import { KeepalivePush } from '../../../src/sync/keepalive-push.ts';
import { type CheckedPhone, must } from './checked-phone.ts';

const NOTES = 120;

export const LOG_CHECKS: Record<string, (phone: CheckedPhone) => Promise<void>> = {
  'a key is made that cannot be exported, and the server certifies it': async (phone) => {
    await phone.join();
    const { privateKey } = await phone.identity();
    must(!privateKey.extractable, 'the device key can be exported');
  },

  'keys, rules and the sealed roster are pulled': async (phone) => {
    const { problem } = await phone.sync();
    must(problem === null, `trouble: ${problem}`);
    must((await database.marks.get('lastPullAt')) !== undefined, 'nothing was pulled');
    must((await database.rosters.count()) > 0, 'no roster');
  },

  'the card opens the roster, and a pass is verified': async (phone) => {
    const session = await phone.unlock();
    must(session.named && session.roster !== null, 'no names');
    const meaning = await readCode(session, phone.facts.passText, Date.now());
    must(meaning.kind === 'resident', `the pass is ${meaning.kind}`);
  },

  'records are sealed and saved one by one, and the card reads them again': async (phone) => {
    const { session } = phone;
    must(session !== null, 'no shift');
    for (let count = 1; count <= NOTES; count += 1) {
      const written = await writeHandoverNote(session, `第 ${count} 条`, Date.now());
      must(written.kind === 'saved', `not saved: ${JSON.stringify(written)}`);
    }
    const { shiftId } = session;
    lock(session);
    const again = await phone.unlock();
    must(again.shiftId === shiftId, 'another shift');
    must(again.unreadable === 0, `${again.unreadable} unreadable`);
    must(again.state.note === `第 ${NOTES} 条`, 'the last note is another');
  },

  'what a page that is left has ready is sent by keepalive, and its receipt believed': async (
    phone,
  ) => {
    const keepalive = new KeepalivePush(await phone.client(), await phone.identity(), Date.now);
    await keepalive.prepare();
    await keepalive.send();
    must((await countPending()) === 0, `${await countPending()} wait`);
  },

  'a closed shift is equal by a verified receipt': async (phone) => {
    const { session } = phone;
    must(session !== null, 'no shift');
    const closed = await closeShift(session, Date.now());
    must(closed.kind === 'closed', `not closed: ${JSON.stringify(closed)}`);
    const status = await phone.sync();
    must(status.problem === null, `trouble: ${status.problem}`);
    const account = await shiftAccount(session.shiftId);
    // The start, the notes, the close.
    must(account?.recordCount === NOTES + 2, `${account?.recordCount} logged`);
    must(account.received === NOTES + 2, `${account.received} received`);
    must(account.unreadable.length === 0, 'the server could not read all');
  },

  'a receipt with one wrong bit is believed in nothing': async (phone) => {
    const identity = await phone.identity();
    const keys = await readTrustedKeys(identity);
    const segment = await database.segments.orderBy('sequence').last();
    must(keys !== null && segment?.receipt !== null && segment !== undefined, 'no receipt');
    const wrong = new Uint8Array(segment.receipt.bytes);
    wrong[wrong.length - 1] = (wrong[wrong.length - 1] ?? 0) ^ 1;
    const checks = {
      deviceId: identity.deviceId,
      receiptKeys: await verifyKeysOf(keys, 'receipt'),
      now: Date.now(),
      incarnation: null,
    };
    must((await acceptReceipt(segment, wrong, checks)) === null, 'it was believed');
    must(
      (await acceptReceipt(segment, segment.receipt.bytes, checks)) !== null,
      'the true one was not',
    );
  },
};
