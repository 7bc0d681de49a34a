import type { ShiftSession } from '../../actions/shift-session.ts';
import { showCard } from '../../actions/show-card.ts';
import type { GateView } from './use-gate-view.ts';

const SAID = {
  shown: 'named',
  'other-gate': 'other-gate',
  'old-card': 'old',
  mistyped: 'mistyped',
  'unknown-card': 'unknown',
  'not-a-card': 'unknown',
} as const;

/** A gate card was held up in mid-shift: what the gate says to it. */
export async function tellOfCard(
  session: ShiftSession,
  text: string,
  { tell, show }: Pick<GateView, 'tell' | 'show'>,
): Promise<void> {
  if (session.named) {
    tell({ kind: 'card', said: 'already' });
    return;
  }
  const shown = await showCard(session, text);
  if (shown.kind !== 'not-saved') {
    tell({ kind: 'card', said: SAID[shown.kind] });
    return;
  }
  const again = () => tellOfCard(session, text, { tell, show });
  show({ kind: 'not-saved', why: shown.why, again, triedAt: Date.now() });
}
