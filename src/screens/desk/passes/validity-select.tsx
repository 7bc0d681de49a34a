import { say } from '../../../words/i18n.ts';
import { Select } from '../parts/controls.tsx';

/** How long the passes that are shown or printed are good for; a year is what they were issued with. */
export const VALIDITIES = ['year', 'quarter', 'month', 'week', 'today'] as const;
export type Validity = (typeof VALIDITIES)[number];

const DAYS = { quarter: 90, month: 30, week: 7, today: 1 };

/** For the query. */
export const validDaysOf = (validity: Validity): { validDays?: number } =>
  validity === 'year' ? {} : { validDays: DAYS[validity] };

interface ValiditySelectProps {
  value: Validity;
  onChange: (validity: Validity) => void;
}

export function ValiditySelect({ value, onChange }: ValiditySelectProps) {
  return (
    <Select
      label={say('passes.valid')}
      value={value}
      onChange={(name) => onChange(VALIDITIES.find((one) => one === name) ?? 'year')}
    >
      {VALIDITIES.map((one) => (
        <option key={one} value={one}>
          {say(`passes.valid-${one}`)}
        </option>
      ))}
    </Select>
  );
}
