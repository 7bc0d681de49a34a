import type { DeviceIdentity } from '../../src/storage/device-identity.ts';
import type { NetworkFault } from './network.ts';
import type { Phone } from './phone.ts';
import type { PhoneCode } from './phone-code.ts';

/**
 * The origin has no network: another phone takes its sealed log along, uploads it, and may bring the receipts back. Any
 * of the two may die in between; what was handed over is then carried later, or never.
 */
export async function carry(
  origin: Phone,
  carrier: Phone,
  faults: readonly NetworkFault[],
  comesBack: boolean,
): Promise<string> {
  const log = await as(origin, (code, identity, now) => code.exportLog(identity, now));
  if (!log) return 'nothing to carry';
  const taken = await as(carrier, (code, identity, now) =>
    code.takeCarriedLog(log.bytes, identity, now),
  );
  if (taken?.kind !== 'taken') return taken ? taken.why : 'the carrier died';
  const told = `${log.records} records taken`;
  carrier.putInTheWay(faults);
  const pushed = await as(carrier, (code, identity, now) =>
    code.pushCarried(code.clientOf(identity, now), identity, now),
  );
  if (!pushed || !comesBack) return `${told}, ${pushed?.kind ?? 'the carrier died'}`;
  const originId = (await origin.identity())?.deviceId ?? '';
  const receipts = await as(carrier, (code) => code.receiptsFor(originId));
  const back =
    receipts &&
    (await as(origin, (code, identity, now) => code.takeCarriedReceipts(receipts, identity, now)));
  if (!back) return `${told}, ${pushed.kind}, no receipt`;
  return `${told}, ${pushed.kind}, ${back.kind === 'taken' ? `${back.records} confirmed` : back.why}`;
}

const as = <T>(
  phone: Phone,
  use: (code: PhoneCode, identity: DeviceIdentity, now: () => number) => Promise<T>,
): Promise<T | null> =>
  phone.lend(async (code) => {
    const identity = await code.readIdentity();
    return identity && use(code, identity, () => phone.now);
  });
