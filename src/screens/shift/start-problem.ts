import type { WithoutNames } from '../../actions/go-on-without-names.ts';
import type { ShiftStarted } from '../../actions/unlock-with-card.ts';
import { say } from '../../words/i18n.ts';

type NotStarted = Exclude<ShiftStarted | WithoutNames, { kind: 'opened' }>;

/** Why a shift was not begun. */
export function sayStartProblem(problem: NotStarted): string {
  switch (problem.kind) {
    case 'not-saved':
      return say(`not-saved.${problem.why}`);
    case 'other-gate':
      return say('card.other-gate', { gate: problem.gate.name });
    case 'other-tab':
      return say('trouble.other-tab');
    case 'unknown-gate':
      return say('card.unknown-gate');
    case 'not-ready':
      return say('card.not-ready');
    default:
      throw new Error(`unknown answer ${(problem satisfies never as { kind: string }).kind}`);
  }
}
