import type { ColourShape, Policy } from '../../../domain/policy.ts';
import { HOUSEHOLD_COLOURS, type HouseholdColour } from '../../../domain/reason.ts';
import type { PolicyMade, PolicyMake } from '../../../protocol/policies.ts';
import type { Rules } from './rule-sentences.ts';

export const USUAL_SHAPES: Readonly<Record<HouseholdColour, ColourShape>> = {
  green: 'circle',
  blue: 'square',
  yellow: 'triangle',
  orange: 'diamond',
  red: 'octagon',
};

/** What has come as JSON holds no undefined: a colour that is absent is absent. */
export const policyOf = (made: PolicyMade): Policy => made.policy as Policy;

export function rulesOf(made: PolicyMade): Rules {
  const { version: _version, effectiveFrom: _from, timeZone: _zone, ...rules } = policyOf(made);
  return rules;
}

/** As it is sent: typed texts without what stands around them, colours that change nothing left out. */
export function tidy(rules: Rules): Rules {
  const colours = { ...rules.colours };
  const colourMeanings = { ...rules.colourMeanings };
  for (const colour of HOUSEHOLD_COLOURS) {
    const rule = colours[colour];
    if (rule?.out === 'pass' && rule.in === 'pass') delete colours[colour];
    const known = colourMeanings[colour];
    if (!known) continue;
    const meaning = known.meaning.trim();
    if (meaning === '' && known.shape === USUAL_SHAPES[colour]) delete colourMeanings[colour];
    else colourMeanings[colour] = { ...known, meaning };
  }
  return {
    ...rules,
    title: rules.title.trim(),
    colours,
    colourMeanings,
    instruments: rules.instruments.map((one) => ({ ...one, name: one.name.trim() })),
    documents: rules.documents.map((one) => ({ ...one, name: one.name.trim() })),
  };
}

/** The protocol's type of the same data, whose lists may be changed. */
export const sent = (rules: Rules): PolicyMake['policy'] => tidy(rules) as PolicyMake['policy'];

/** Ids are never used again: the next is above all that this street ever had, as far as the list goes. */
export const nextId = (
  key: 'instruments' | 'documents',
  rules: Rules,
  earlier: readonly Rules[],
): number => 1 + Math.max(0, ...[rules, ...earlier].flatMap((one) => one[key].map(({ id }) => id)));

/** '3、5 7号' → ['3', '5', '7号']. */
export const splitNames = (text: string): string[] => [
  ...new Set(text.split(/[\s,，、;；]+/).filter((name) => name !== '')),
];
