import type { Place } from '../../../../domain/place.ts';
import type { Rules } from '../rule-sentences.ts';

/** What the form of every topic gets. */
export interface RuleFormProps {
  readonly rules: Rules;
  readonly onChange: (part: Partial<Rules>) => void;
  /** All that the device sees: hours name compounds. */
  readonly places: readonly Place[];
  /** Earlier rules of the street, whose ids are not used again. */
  readonly earlier: readonly Rules[];
}
