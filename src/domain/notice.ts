/** The street's or a community's words to gates; a change of the rules is one of itself. */
export interface StreetNotice {
  readonly id: string;
  /** `policy` has no words of its own: the title is that of the rules. */
  readonly kind: 'words' | 'policy';
  /** Whom it is for: all gates of this place. */
  readonly placeName: string;
  readonly title: string;
  readonly text: string;
  /** Epoch ms, as all times here. */
  readonly madeAt: number;
  readonly madeBy: string;
  /** Null: until it is withdrawn. */
  readonly expiresAt: number | null;
  readonly policy: PolicyNoticed | null;
  /** Who at the gate has read it, as far as the server knew. Empty text: somebody without a name. */
  readonly readBy: readonly string[];
}

export interface PolicyNoticed {
  readonly version: number;
  readonly effectiveFrom: number;
}

export const NOTICE_TITLE_LENGTH = 60;
export const NOTICE_TEXT_LENGTH = 1000;

export const isNoticeOver = ({ expiresAt }: Pick<StreetNotice, 'expiresAt'>, now: number) =>
  expiresAt !== null && expiresAt <= now;

/** Who on duty has not read it yet; one empty name where nobody on duty is named and nobody at all has read it. */
export function unreadBy(
  { id, readBy }: Pick<StreetNotice, 'id' | 'readBy'>,
  onDuty: readonly string[],
  readHere: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const readers = new Set([...readBy, ...(readHere.get(id) ?? [])]);
  if (onDuty.length === 0) return readers.size === 0 ? [''] : [];
  return onDuty.filter((name) => !readers.has(name));
}
