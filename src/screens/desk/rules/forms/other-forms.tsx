import { OVERRIDES, type Override } from '../../../../domain/policy.ts';
import { say } from '../../../../words/i18n.ts';
import { CheckBox } from '../../parts/check-box.tsx';
import { Select } from '../../parts/controls.tsx';
import { FigureBox } from '../../parts/figure-box.tsx';
import { inUnits, readWhole, writeWhole } from '../../parts/figures.ts';
import { VerdictSelect } from './colours-form.tsx';
import css from './form.module.css';
import type { RuleFormProps } from './form-props.ts';
import { NamesBox } from './hours-form.tsx';
import { WindowsBox } from './windows-box.tsx';

const MINUTES = { ...inUnits(60_000), inputMode: 'decimal' } as const;
const SECONDS = inUnits(1000);

export function VisitorsForm({ rules, onChange }: RuleFormProps) {
  return (
    <>
      <div class={css.row}>
        <VerdictSelect
          label={say('rules.visitors')}
          verdict={rules.visitors}
          onChange={(visitors) => onChange({ visitors })}
        />
        <FigureBox
          label={say('rules.visitor-days')}
          value={rules.visitorCodeDays}
          write={writeWhole}
          read={readWhole}
          onChange={(visitorCodeDays) => onChange({ visitorCodeDays })}
        />
      </div>
      <CheckBox
        label={say('rules.host')}
        isChecked={rules.hostConfirmation}
        onChange={(hostConfirmation) => onChange({ hostConfirmation })}
      />
    </>
  );
}

export function VehiclesForm({ rules: { vehicles }, onChange }: RuleFormProps) {
  const change = (part: Partial<typeof vehicles>) =>
    onChange({ vehicles: { ...vehicles, ...part } });
  return (
    <>
      <CheckBox
        label={say('rules.vehicles-asked')}
        isChecked={vehicles.isAsked}
        onChange={(isAsked) => change({ isAsked })}
      />
      <CheckBox
        label={say('rules.vehicles-everyone')}
        isChecked={vehicles.everyoneMeasured}
        onChange={(everyoneMeasured) => change({ everyoneMeasured })}
      />
      <div class={css.row}>
        <div class={css.wide}>
          <NamesBox
            label={say('rules.local-prefixes')}
            names={vehicles.localPrefixes}
            onChange={(localPrefixes) => change({ localPrefixes })}
          />
        </div>
        <VerdictSelect
          label={say('rules.not-local')}
          verdict={vehicles.notLocal}
          onChange={(notLocal) => change({ notLocal })}
        />
      </div>
    </>
  );
}

export function OtherForm({ rules, onChange }: RuleFormProps) {
  return (
    <>
      <CheckBox
        label={say('rule.mask')}
        isChecked={rules.maskRequired}
        onChange={(maskRequired) => onChange({ maskRequired })}
      />
      <CheckBox
        label={say('rule.slip')}
        isChecked={rules.goodsSlip}
        onChange={(goodsSlip) => onChange({ goodsSlip })}
      />
      <CheckBox
        label={say('rule.passback')}
        isChecked={rules.antiPassback}
        onChange={(antiPassback) => onChange({ antiPassback })}
      />
      <div class={css.row}>
        <Select
          label={say('rules.override')}
          value={rules.override}
          onChange={(value) => onChange({ override: value as Override })}
        >
          {OVERRIDES.map((one) => (
            <option key={one} value={one}>
              {say(`rules.override-${one}`)}
            </option>
          ))}
        </Select>
        <FigureBox
          label={say('rules.stale-after')}
          value={rules.staleAfterMs}
          {...MINUTES}
          onChange={(staleAfterMs) => onChange({ staleAfterMs })}
        />
        <FigureBox
          label={say('rules.repeat-window')}
          value={rules.repeatWindowMs}
          {...SECONDS}
          onChange={(repeatWindowMs) => onChange({ repeatWindowMs })}
        />
        <FigureBox
          label={say('rules.lock-after')}
          value={rules.lockAfterHiddenMs}
          {...MINUTES}
          onChange={(lockAfterHiddenMs) => onChange({ lockAfterHiddenMs })}
        />
      </div>
      <fieldset class={css.item}>
        <legend>{say('rules.clicker')}</legend>
        <WindowsBox windows={rules.clicker} onChange={(clicker) => onChange({ clicker })} />
      </fieldset>
    </>
  );
}
