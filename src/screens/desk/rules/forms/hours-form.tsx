import { useEffect, useState } from 'preact/hooks';
import type { Direction } from '../../../../domain/entry.ts';
import type { Place } from '../../../../domain/place.ts';
import { type HomeSelector, type HoursRule, PARITIES } from '../../../../domain/policy.ts';
import { say } from '../../../../words/i18n.ts';
import { CheckList } from '../../parts/check-list.tsx';
import { DeskButton, Select } from '../../parts/controls.tsx';
import { TextBox } from '../../parts/text-box.tsx';
import { splitNames } from '../rule-draft.ts';
import css from './form.module.css';
import type { RuleFormProps } from './form-props.ts';
import { WindowsBox } from './windows-box.tsx';

const NEW_HOURS: HoursRule = {
  directions: ['out'],
  homes: { compoundIds: [], buildings: [], units: [], parity: 'any' },
  windows: [{ fromMinute: 480, toMinute: 720 }],
};

const DIRECTIONS = ['out', 'in'] as const satisfies readonly Direction[];
export const directionOptions = () =>
  DIRECTIONS.map((value) => ({ value, face: say(`rules.way-${value}`) }));

export function HoursForm({ rules: { hours }, onChange, places }: RuleFormProps) {
  const compounds = places.filter(
    ({ kind, closedAt }) => closedAt === null && !ABOVE_HOMES.includes(kind) && kind !== 'gate',
  );
  return (
    <>
      {hours.map((rule, place) => (
        <fieldset key={place} class={css.item}>
          <legend>{say('rules.hours-nth', { nth: place + 1 })}</legend>
          <OneHoursRule
            rule={rule}
            compounds={compounds}
            onChange={(next) =>
              onChange({ hours: hours.map((one, at) => (at === place ? next : one)) })
            }
          />
          <p>
            <DeskButton
              isStill
              onClick={() => onChange({ hours: hours.filter((_, at) => at !== place) })}
            >
              {say('rules.take-away-nth', { nth: place + 1 })}
            </DeskButton>
          </p>
        </fieldset>
      ))}
      <p>
        <DeskButton isStill icon="plus" onClick={() => onChange({ hours: [...hours, NEW_HOURS] })}>
          {say('rules.add-hours')}
        </DeskButton>
      </p>
    </>
  );
}

const ABOVE_HOMES: readonly Place['kind'][] = ['street', 'community', 'grid'];

interface OneHoursRuleProps {
  rule: HoursRule;
  compounds: readonly Place[];
  onChange: (rule: HoursRule) => void;
}

function OneHoursRule({ rule, compounds, onChange }: OneHoursRuleProps) {
  const { directions, homes, windows } = rule;
  const change = (part: Partial<HomeSelector>) =>
    onChange({ ...rule, homes: { ...homes, ...part } });
  return (
    <>
      <CheckList
        label={say('rules.ways')}
        options={directionOptions()}
        chosen={directions}
        onChange={(next) => onChange({ ...rule, directions: next })}
      />
      <div class={css.row}>
        <Select
          label={say('rules.parity')}
          value={homes.parity}
          onChange={(parity) => change({ parity: parity as HomeSelector['parity'] })}
        >
          {PARITIES.map((one) => (
            <option key={one} value={one}>
              {say(`rules.parity-${one}`)}
            </option>
          ))}
        </Select>
        <NamesBox
          label={say('rules.buildings')}
          names={homes.buildings}
          onChange={(buildings) => change({ buildings })}
        />
        <NamesBox
          label={say('rules.units')}
          names={homes.units}
          onChange={(units) => change({ units })}
        />
      </div>
      {compounds.length > 1 && (
        <details open={homes.compoundIds.length > 0}>
          <summary>{say('rules.compounds')}</summary>
          <CheckList
            label={say('rules.compounds-hint')}
            options={compounds.map(({ id, name }) => ({ value: id, face: name }))}
            chosen={homes.compoundIds}
            onChange={(compoundIds) => change({ compoundIds })}
          />
        </details>
      )}
      <WindowsBox windows={windows} onChange={(next) => onChange({ ...rule, windows: next })} />
    </>
  );
}

interface NamesBoxProps {
  label: string;
  names: readonly string[];
  onChange: (names: string[]) => void;
}

/** Names with commas, spaces or 、 between them; what is typed stays as it is. */
export function NamesBox({ label, names, onChange }: NamesBoxProps) {
  const [text, setText] = useState(() => names.join(' '));
  const joined = names.join(' ');
  // Another rule took this place in the list.
  useEffect(() => {
    if (splitNames(text).join(' ') !== joined) setText(joined);
  }, [joined]);
  return (
    <TextBox
      label={label}
      value={text}
      maxLength={2000}
      onChange={(typed) => {
        setText(typed);
        onChange(splitNames(typed));
      }}
    />
  );
}
