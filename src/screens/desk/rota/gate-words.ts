import { say } from '../../../words/i18n.ts';
import type { GateOption } from '../parts/gate-options.ts';

/** '梧桐里小区 北门'. */
export const gateWords = (gate: GateOption | undefined): string => {
  if (!gate) return say('rota-desk.unknown-gate');
  return gate.name === gate.compoundName ? gate.name : `${gate.compoundName} ${gate.name}`.trim();
};
