import { Chips } from '../../ui/chips.tsx';
import { Field } from '../../ui/field.tsx';
import { Say } from '../../ui/screen.tsx';
import { say } from '../../words/i18n.ts';

const longestName = 40;

export interface WhoSignsProps {
  readonly onDuty: readonly string[];
  /** Empty: nobody yet. */
  readonly by: string;
  readonly onChange: (by: string) => void;
}

/** A name under a statement: one of those on duty, or typed where nobody is named. */
export function WhoSigns({ onDuty, by, onChange }: WhoSignsProps) {
  if (onDuty.length === 0) {
    return (
      <Field label={say('gate-report.who')} value={by} onInput={onChange} maxLength={longestName} />
    );
  }
  if (onDuty.length === 1) return <Say>{say('gate-report.who-is', { name: by })}</Say>;
  return (
    <Chips
      label={say('gate-report.who')}
      options={onDuty.map((name) => ({ value: name, label: name }))}
      value={by}
      onChange={onChange}
    />
  );
}
