import { type CardRefusal, gateOfCard } from './gate-of-card.ts';
import { findOpenShift, openSession } from './open-session.ts';
import type { GateInfo, NotSaved, ShiftSession } from './shift-session.ts';

export type { CardRefusal };

export type ShiftStarted = OpenedOrNot;

/** `other-tab`: another tab of this browser is writing; `takeOver` ends its session. `not-ready`: the phone has not finished joining. */
type OpenedOrNot =
  | { readonly kind: 'opened'; readonly session: ShiftSession }
  | { readonly kind: 'other-tab' | 'not-ready' }
  | NotSaved;

export type Unlocked =
  | OpenedOrNot
  | {
      readonly kind: 'ready';
      readonly gate: GateInfo;
      readonly start: (onDuty: readonly string[], now: number) => Promise<ShiftStarted>;
    }
  | CardRefusal;

/** Shows the gate card: resumes the open shift, or makes ready to start one. Needs no network. */
export async function unlockWithCard(text: string, now: number): Promise<Unlocked> {
  const shown = await gateOfCard(text);
  if (shown.kind !== 'card') return shown;
  const { gate, card } = shown;
  const shift = await findOpenShift();
  if (shift?.gateId === gate.id) return openSession(gate, shift, card, [], now);
  return {
    kind: 'ready',
    gate,
    start: (onDuty, startedAt) => openSession(gate, null, card, onDuty, startedAt),
  };
}
