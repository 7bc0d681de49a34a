import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  entryAt,
  NOW,
  openRig,
  type Rig,
  receiptIn,
  shiftStart,
  TestDevice,
  TestLog,
} from '../server/server-rig.ts';

let rig: Rig;
let origin: TestDevice;
let carrier: TestDevice;
let log: TestLog;

beforeEach(async () => {
  rig = await openRig();
  origin = await TestDevice.enrolled(rig, 'gate', 'm1');
  // Of another compound: whoever passes by may carry.
  carrier = await TestDevice.enrolled(rig, 'gate', 'm2');
  log = await TestLog.begin(origin, 'g1');
  await log.append(shiftStart(NOW, ['王秀英']));
  await log.append(entryAt(NOW + 1000));
});

afterEach(() => rig.close());

const carried = async (from = 1) => carrier.push(await log.request(from));

describe('a log that another phone brings', () => {
  it("is received as its own phone's, under the gate of its header", async () => {
    const receipt = await receiptIn(rig, await carried());
    expect(receipt).toMatchObject({
      deviceId: origin.deviceId,
      segmentId: log.segmentId,
      number: 2,
      quarantined: false,
      unreadable: [],
    });
  });

  it('counts once, whichever came first', async () => {
    await receiptIn(rig, await carried());
    await log.append(entryAt(NOW + 2000));
    const own = await receiptIn(rig, await log.push());
    const again = await receiptIn(rig, await carried());
    expect([own.number, again.number]).toEqual([3, 3]);
    expect(again.head).toEqual(own.head);
  });

  it('goes to quarantine when its own phone was revoked, whoever brings it', async () => {
    await rig.store.devices.revoke(origin.deviceId, NOW);
    expect(await receiptIn(rig, await carried())).toMatchObject({ number: 2, quarantined: true });
  });

  it('does not when only its carrier was: what it brings proves itself', async () => {
    await rig.store.devices.revoke(carrier.deviceId, NOW);
    expect(await receiptIn(rig, await carried())).toMatchObject({ number: 2, quarantined: false });
  });

  it('is refused when it was changed on its way', async () => {
    const request = await log.request();
    const other = await TestLog.begin(carrier, 'g3');
    await other.append(shiftStart(NOW, ['别人']));
    const theirs = await other.request();
    for (const changed of [
      { ...request, certificate: carrier.certificate },
      { ...request, header: theirs.header },
      { ...request, tail: theirs.tail },
      { ...request, records: request.records.toReversed() },
    ]) {
      await expect(carrier.push(changed)).rejects.toThrow(/body-malformed/);
    }
  });
});
