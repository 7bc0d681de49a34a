import { type Bytes, equalBytes } from '../../encoding/bytes.ts';
import type { PushRequest } from '../../protocol/push.ts';
import type { CryptoKey } from '../../sealing/keys.ts';
import type { SegmentHeader } from '../../sealing/segment.ts';
import type { RecordOpener } from './record-opener.ts';

/** What the certificate and header of a push prove, whatever has become of the device since. */
export interface VerifiedSegment {
  readonly deviceId: string;
  readonly publicKey: Bytes;
  readonly deviceKey: CryptoKey;
  readonly header: SegmentHeader;
  /** Null until records had to be opened, and when they cannot be. */
  open: RecordOpener | null;
}

interface Kept {
  readonly segment: VerifiedSegment;
  readonly certificate: Bytes;
  readonly header: Bytes;
  readonly timer: NodeJS.Timeout;
}

const MAX_SEGMENTS = 512;
const KEPT_MS = 10 * 60_000;

/**
 * A phone on duty sends a batch of the same segment every few seconds: what was verified is kept for ten minutes, in
 * memory, for exactly the same bytes. Whether the device may still send is not among it.
 */
export class VerifiedSegments {
  /** The longest unused first. */
  readonly #kept = new Map<string, Kept>();

  get size(): number {
    return this.#kept.size;
  }

  find({ segmentId, certificate, header }: PushRequest): VerifiedSegment | null {
    const kept = this.#kept.get(segmentId);
    if (!kept || !equalBytes(kept.header, header) || !equalBytes(kept.certificate, certificate)) {
      return null;
    }
    this.#kept.delete(segmentId);
    this.#kept.set(segmentId, kept);
    return kept.segment;
  }

  keep({ segmentId, certificate, header }: PushRequest, segment: VerifiedSegment): void {
    this.#drop(segmentId);
    const timer = setTimeout(() => this.#kept.delete(segmentId), KEPT_MS).unref();
    this.#kept.set(segmentId, { segment, certificate, header, timer });
    const [longestUnused] = this.#kept.keys();
    if (this.#kept.size > MAX_SEGMENTS && longestUnused !== undefined) this.#drop(longestUnused);
  }

  #drop(segmentId: string): void {
    clearTimeout(this.#kept.get(segmentId)?.timer);
    this.#kept.delete(segmentId);
  }
}
