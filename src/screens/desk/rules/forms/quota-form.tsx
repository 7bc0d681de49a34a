import { PURPOSES } from '../../../../domain/entry.ts';
import type { ExitQuota } from '../../../../domain/policy.ts';
import { say } from '../../../../words/i18n.ts';
import { CheckBox } from '../../parts/check-box.tsx';
import { CheckList } from '../../parts/check-list.tsx';
import { FigureBox } from '../../parts/figure-box.tsx';
import { inUnits, readWhole, writeWhole } from '../../parts/figures.ts';
import css from './form.module.css';
import type { RuleFormProps } from './form-props.ts';

const WHOLE = { write: writeWhole, read: readWhole };
const HOURS = { ...inUnits(60), inputMode: 'decimal' } as const;
const FIRST_QUOTA: ExitQuota = {
  persons: 1,
  periodDays: 2,
  maxOutMinutes: 120,
  countedPurposes: ['shopping', 'other'],
  overstayCostsExit: true,
  returneeVoidDays: 14,
};

export function QuotaForm({ rules: { quota }, onChange }: RuleFormProps) {
  const change = (part: Partial<ExitQuota>) => quota && onChange({ quota: { ...quota, ...part } });
  return (
    <>
      <CheckBox
        label={say('rules.quota-on')}
        isChecked={quota !== null}
        onChange={(isOn) => onChange({ quota: isOn ? FIRST_QUOTA : null })}
      />
      {quota && (
        <>
          <div class={css.row}>
            <FigureBox
              label={say('rules.quota-persons')}
              value={quota.persons}
              {...WHOLE}
              onChange={(persons) => change({ persons })}
            />
            <FigureBox
              label={say('rules.quota-days')}
              value={quota.periodDays}
              {...WHOLE}
              onChange={(periodDays) => change({ periodDays })}
            />
            <FigureBox
              label={say('rules.quota-hours')}
              value={quota.maxOutMinutes}
              {...HOURS}
              onChange={(maxOutMinutes) => change({ maxOutMinutes })}
            />
            <FigureBox
              label={say('rules.quota-returnee')}
              value={quota.returneeVoidDays}
              {...WHOLE}
              onChange={(returneeVoidDays) => change({ returneeVoidDays })}
            />
          </div>
          <CheckList
            label={say('rules.quota-counted')}
            options={PURPOSES.map((value) => ({ value, face: say(`purpose.${value}`) }))}
            chosen={quota.countedPurposes}
            onChange={(countedPurposes) => change({ countedPurposes })}
          />
          <CheckBox
            label={say('rules.quota-overstay')}
            isChecked={quota.overstayCostsExit}
            onChange={(overstayCostsExit) => change({ overstayCostsExit })}
          />
        </>
      )}
    </>
  );
}
