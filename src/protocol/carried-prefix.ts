/** What is carried from phone to phone: a sealed log one way, receipts the other. */
export type CarriedKind = 'log' | 'receipts';

export const CARRIED_PREFIXES = { log: 'KL1:', receipts: 'KR1:' } as const satisfies Record<
  CarriedKind,
  string
>;
export const FRAME_PREFIX = 'KF1:';

/** Text that is scanned, pasted or opened and belongs to what phones carry for each other. Says nothing of its worth. */
export const isCarriedText = (text: string): boolean =>
  [FRAME_PREFIX, ...Object.values(CARRIED_PREFIXES)].some((prefix) =>
    text.trimStart().startsWith(prefix),
  );
