import type { Bytes } from '../../encoding/bytes.ts';
import type { CarriedKind } from '../../protocol/carried-prefix.ts';
import { readIdentity } from '../../storage/device-identity.ts';
import { failureOf, type StorageFailure } from '../../storage/storage-failure.ts';
import { type ReceiptsTaken, takeCarriedReceipts } from '../../sync/carry-receipts.ts';
import { type CarryTaken, takeCarriedLog } from '../../sync/carry-take.ts';
import { say } from '../../words/i18n.ts';

type Why =
  | Extract<CarryTaken, { kind: 'refused' }>['why']
  | Extract<ReceiptsTaken, { kind: 'refused' }>['why']
  | StorageFailure;

export type CarryOutcome =
  | {
      readonly kind: 'log';
      readonly deviceId: string;
      readonly gateIds: readonly string[];
      readonly records: number;
    }
  | { readonly kind: 'receipts'; readonly records: number }
  | { readonly kind: 'refused'; readonly of: CarriedKind; readonly why: Why };

/** Takes what came, whichever of both it is. `isFresh`: from the other phone's screen, just now. */
export const takeCarried = (
  kind: CarriedKind,
  bytes: Bytes,
  isFresh: boolean,
): Promise<CarryOutcome> =>
  take(kind, bytes, isFresh).catch((error) => ({
    kind: 'refused',
    of: kind,
    why: failureOf(error),
  }));

async function take(kind: CarriedKind, bytes: Bytes, isFresh: boolean): Promise<CarryOutcome> {
  const identity = await readIdentity();
  if (!identity) return { kind: 'refused', of: kind, why: 'no-keys' };
  if (kind === 'log') {
    const taken = await takeCarriedLog(bytes, identity, Date.now, { isFresh });
    return taken.kind === 'taken' ? { ...taken, kind } : { ...taken, of: kind };
  }
  const taken = await takeCarriedReceipts(bytes, identity, Date.now);
  return taken.kind === 'taken' ? { ...taken, kind } : { ...taken, of: kind };
}

export const sayWhy = (why: Why): string => say(`carry.why-${why}`);
