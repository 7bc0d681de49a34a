import type { Unlocked } from '../../actions/unlock-with-card.ts';
import { say } from '../../words/i18n.ts';

type CardProblem = Exclude<Unlocked, { kind: 'opened' | 'ready' }>;

/** Why a card did not open the gate, and what to do. */
export function sayCardProblem(problem: CardProblem): string {
  switch (problem.kind) {
    case 'mistyped':
    case 'not-a-card':
    case 'unknown-card':
    case 'not-ready':
      return say(`card.${problem.kind}`);
    case 'not-saved':
      return say(`not-saved.${problem.why}`);
    case 'old-card':
    case 'other-gate':
      return say(`card.${problem.kind}`, { gate: problem.gate.name });
    case 'other-tab':
      return say('trouble.other-tab');
    default:
      throw new Error(`unknown answer ${(problem satisfies never as { kind: string }).kind}`);
  }
}
