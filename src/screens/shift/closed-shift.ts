import type { GateInfo } from '../../actions/shift-session.ts';

/** What the phone still says about a shift after it was closed; the counts only in memory. */
export interface ClosedShift {
  readonly shiftId: string;
  readonly gateName: string | null;
  readonly startedAt: number;
  readonly closedAt: number;
  readonly counts: ShiftCounts | null;
}

export interface ShiftCounts {
  readonly out: number;
  readonly in: number;
  readonly visitors: number;
  readonly turnedBack: number;
  readonly refusals: number;
  readonly open: number;
  readonly onDuty: readonly string[];
}

export const gateNameOf = (gate: GateInfo | null): string | null => gate?.name ?? null;
