import type { Direction, Verdict } from '../../../../domain/entry.ts';
import { COLOUR_SHAPES, type ColourShape } from '../../../../domain/policy.ts';
import { HOUSEHOLD_COLOURS, type HouseholdColour } from '../../../../domain/reason.ts';
import { say } from '../../../../words/i18n.ts';
import { Select } from '../../parts/controls.tsx';
import { TextBox } from '../../parts/text-box.tsx';
import { USUAL_SHAPES } from '../rule-draft.ts';
import css from './form.module.css';
import type { RuleFormProps } from './form-props.ts';

const VERDICTS = ['pass', 'check', 'stop'] as const satisfies readonly Verdict[];

interface VerdictSelectProps {
  label: string;
  verdict: Verdict;
  onChange: (verdict: Verdict) => void;
}

export function VerdictSelect({ label, verdict, onChange }: VerdictSelectProps) {
  return (
    <Select label={label} value={verdict} onChange={(value) => onChange(value as Verdict)}>
      {VERDICTS.map((one) => (
        <option key={one} value={one}>
          {say(`verdict.${one}-short`)}
        </option>
      ))}
    </Select>
  );
}

export function ColoursForm({ rules, onChange }: RuleFormProps) {
  const { colours, colourMeanings } = rules;
  return (
    <>
      {HOUSEHOLD_COLOURS.map((colour) => {
        const rule = colours[colour] ?? { out: 'pass', in: 'pass' };
        const known = colourMeanings[colour] ?? { meaning: '', shape: USUAL_SHAPES[colour] };
        const mean = (part: Partial<typeof known>) =>
          onChange({ colourMeanings: { ...colourMeanings, [colour]: { ...known, ...part } } });
        const decide = (direction: Direction, verdict: Verdict) =>
          onChange({ colours: { ...colours, [colour]: { ...rule, [direction]: verdict } } });
        return <ColourItem key={colour} {...{ colour, rule, known, mean, decide }} />;
      })}
    </>
  );
}

interface ColourItemProps {
  colour: HouseholdColour;
  rule: Readonly<Record<Direction, Verdict>>;
  known: { readonly meaning: string; readonly shape: ColourShape };
  mean: (part: { meaning?: string; shape?: ColourShape }) => void;
  decide: (direction: Direction, verdict: Verdict) => void;
}

function ColourItem({ colour, rule, known, mean, decide }: ColourItemProps) {
  return (
    <fieldset class={css.item}>
      <legend>{say(`hue.${colour}`)}</legend>
      <div class={css.row}>
        <div class={css.wide}>
          <TextBox
            label={say('rules.colour-meaning')}
            value={known.meaning}
            maxLength={40}
            onChange={(meaning) => mean({ meaning })}
          />
        </div>
        <Select
          label={say('rules.colour-shape')}
          value={known.shape}
          onChange={(shape) => mean({ shape: shape as ColourShape })}
        >
          {COLOUR_SHAPES.map((shape) => (
            <option key={shape} value={shape}>
              {say(`rule.shape-${shape}`)}
            </option>
          ))}
        </Select>
        <VerdictSelect
          label={say('rules.way-out')}
          verdict={rule.out}
          onChange={(verdict) => decide('out', verdict)}
        />
        <VerdictSelect
          label={say('rules.way-in')}
          verdict={rule.in}
          onChange={(verdict) => decide('in', verdict)}
        />
      </div>
    </fieldset>
  );
}
