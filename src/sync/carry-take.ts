import { type Bytes, equalBytes } from '../encoding/bytes.ts';
import { type CarriedSegment, parseCarriedLog } from '../protocol/carried-log.ts';
import { readCertificate } from '../sealing/certificate.ts';
import { nextHead } from '../sealing/chain.ts';
import { verifyKeysOf } from '../sealing/key-list.ts';
import { importVerifyKey } from '../sealing/keys.ts';
import { readSegmentHeader } from '../sealing/segment.ts';
import { verifyTail } from '../sealing/tail-signature.ts';
import {
  CARRY_LIMITS,
  type CarryLimits,
  keepCarried,
  type NewCarriedRow,
} from '../storage/carried-logs.ts';
import type { DeviceIdentity } from '../storage/device-identity.ts';
import { failureOf, type StorageFailure } from '../storage/storage-failure.ts';
import { readTrustedKeys } from '../storage/street-documents.ts';

export type CarryRefusal =
  /** Not a log, or a part of it is missing. */
  | 'malformed'
  /** No certificate of this street's server. */
  | 'untrusted'
  /** Some header, record or signature is not what that phone wrote. */
  | 'forged'
  /** This phone's own log needs nobody to carry it here. */
  | 'own'
  /** This phone does not know the street's keys yet. */
  | 'no-keys'
  /** As much is carried as there is room for. */
  | 'full'
  | StorageFailure;

export type CarryTaken =
  | {
      readonly kind: 'taken';
      readonly deviceId: string;
      readonly gateIds: readonly string[];
      readonly records: number;
    }
  | { readonly kind: 'refused'; readonly why: CarryRefusal };

export interface CarryTakeOptions {
  /** It came just now from the other phone's screen, so that its clock can be compared with this one's. */
  readonly isFresh?: boolean;
  readonly limits?: CarryLimits;
}

/** Takes another phone's sealed log along, after checking all that can be checked without reading it. */
export async function takeCarriedLog(
  bytes: Bytes,
  identity: Pick<DeviceIdentity, 'deviceId' | 'rootKey'>,
  now: () => number,
  { isFresh = false, limits = CARRY_LIMITS }: CarryTakeOptions = {},
): Promise<CarryTaken> {
  const log = parseCarriedLog(bytes);
  if (!log) return refused('malformed');
  const keys = await readTrustedKeys(identity);
  if (!keys) return refused('no-keys');
  const certifiers = await verifyKeysOf(keys, 'certificate');
  const certificate = await readCertificate(log.certificate, (id) => certifiers.get(id) ?? null);
  if (!certificate.ok) return refused('untrusted');
  const { deviceId, publicKey } = certificate.content;
  if (deviceId === identity.deviceId) return refused('own');
  const takenAt = now();
  const common = {
    deviceId,
    certificate: log.certificate,
    takenAt,
    aheadMs: isFresh ? log.madeAt - takenAt : 0,
    state: 'waiting',
  } as const;
  const rows: NewCarriedRow[] = [];
  for (const segment of log.segments) {
    const checked = await checkedSegment(segment, publicKey);
    if (!checked) return refused('forged');
    const { gateId, batches } = checked;
    for (const batch of batches) {
      rows.push({
        ...common,
        ...batch,
        segmentId: segment.segmentId,
        gateId,
        header: segment.header,
      });
    }
  }
  try {
    if ((await keepCarried(rows, limits)) === 'full') return refused('full');
  } catch (error) {
    return refused(failureOf(error));
  }
  return {
    kind: 'taken',
    deviceId,
    gateIds: [...new Set(rows.map(({ gateId }) => gateId))],
    records: rows.reduce((sum, { records }) => sum + records.length, 0),
  };
}

const refused = (why: CarryRefusal): CarryTaken => ({ kind: 'refused', why });

type CheckedBatch = Pick<NewCarriedRow, 'from' | 'last' | 'records' | 'head' | 'tail' | 'bytes'>;

/** Null unless this phone signed the header and each batch ends in the head that it signed. */
async function checkedSegment(
  { header, segmentId, from, before, batches }: CarriedSegment,
  publicKey: Bytes,
): Promise<{ gateId: string; batches: readonly CheckedBatch[] } | null> {
  const reading = await readSegmentHeader(header, publicKey);
  const deviceKey = await importVerifyKey(publicKey);
  if (!reading.ok || !deviceKey || reading.segmentId !== segmentId) return null;
  const checked: CheckedBatch[] = [];
  let [head, last] = [before, from - 1];
  for (const { records, head: claimed, tail } of batches) {
    const first = last + 1;
    for (const sealed of records) head = nextHead(head, sealed);
    last += records.length;
    if (!equalBytes(head, claimed)) return null;
    if (!(await verifyTail(deviceKey, segmentId, last, head, tail))) return null;
    const bytes = records.reduce((sum, one) => sum + one.length, header.length + 600);
    checked.push({ from: first, last, records, head, tail, bytes });
  }
  return { gateId: reading.header.gateId, batches: checked };
}
