import { type Direction, PURPOSES } from '../../../../domain/entry.ts';
import { CODES_REQUIRED, type CodesRequired, type PurposeRule } from '../../../../domain/policy.ts';
import { say } from '../../../../words/i18n.ts';
import { CheckList } from '../../parts/check-list.tsx';
import { Choice, Select } from '../../parts/controls.tsx';
import { FigureBox } from '../../parts/figure-box.tsx';
import { readWhole, writeWhole } from '../../parts/figures.ts';
import css from './form.module.css';
import type { RuleFormProps } from './form-props.ts';

type Asked = 'free' | 'asked' | 'only';

const askedOf = ({ isAsked, allowed }: PurposeRule): Asked => {
  if (allowed !== null) return 'only';
  return isAsked ? 'asked' : 'free';
};

export function PurposesForm({ rules: { purposes }, onChange }: RuleFormProps) {
  const change = (direction: Direction, rule: PurposeRule) =>
    onChange({ purposes: { ...purposes, [direction]: rule } });
  return (
    <>
      {(['out', 'in'] as const).map((direction) => {
        const { isAsked, allowed } = purposes[direction];
        return (
          <fieldset key={direction} class={css.item}>
            <legend>{say(`rules.way-${direction}`)}</legend>
            <Choice<Asked>
              label={say('rules.purpose')}
              value={askedOf(purposes[direction])}
              options={(['free', 'asked', 'only'] as const).map((value) => ({
                value,
                face: say(`rules.purpose-${value}`),
              }))}
              onChange={(asked) =>
                change(direction, {
                  isAsked: asked !== 'free',
                  allowed: asked === 'only' ? (allowed ?? ['medical']) : null,
                })
              }
            />
            {allowed && (
              <CheckList
                label={say('rules.purpose-allowed')}
                options={PURPOSES.map((value) => ({ value, face: say(`purpose.${value}`) }))}
                chosen={allowed}
                onChange={(next) => change(direction, { isAsked, allowed: next })}
              />
            )}
          </fieldset>
        );
      })}
    </>
  );
}

export function CodesForm({ rules, onChange }: RuleFormProps) {
  return (
    <div class={css.row}>
      <Select
        label={say('rules.codes')}
        value={rules.codesRequired}
        onChange={(value) => onChange({ codesRequired: value as CodesRequired })}
      >
        {CODES_REQUIRED.map((one) => (
          <option key={one} value={one}>
            {say(`rules.codes-${one}`)}
          </option>
        ))}
      </Select>
      <FigureBox
        label={say('rules.codes-age')}
        value={rules.codesMaxAgeDays}
        write={writeWhole}
        read={readWhole}
        onChange={(codesMaxAgeDays) => onChange({ codesMaxAgeDays })}
      />
    </div>
  );
}
