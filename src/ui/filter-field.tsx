import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import css from './filter-field.module.css';
import { Icon } from './icon.tsx';

/** The line of filters over a table. */
export function Filters({ children }: { children: ComponentChildren }) {
  return <div class={css.filters}>{children}</div>;
}

export interface FilterChoiceProps {
  label: string;
  options: readonly { value: string; label: string }[];
  value: string;
  onChange: (value: string) => void;
}

export function FilterChoice({ label, options, value, onChange }: FilterChoiceProps) {
  const id = useId();
  return (
    <div class={css.field}>
      <label for={id}>{label}</label>
      <div class={css.box}>
        <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <Icon name="down" size="small" />
      </div>
    </div>
  );
}

const types = {
  search: { type: 'search' },
  text: { type: 'text' },
  date: { type: 'date' },
  'datetime-local': { type: 'datetime-local' },
} as const;

export interface FilterTextProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  placeholder?: string | undefined;
  /** `date` and `datetime-local` bring the browser's own picker. */
  type?: keyof typeof types | undefined;
}

export function FilterText({
  label,
  value,
  onInput,
  placeholder = '',
  type = 'search',
}: FilterTextProps) {
  const id = useId();
  return (
    <div class={css.field}>
      <label for={id}>{label}</label>
      <div class={css.box}>
        <input
          id={id}
          {...types[type]}
          autocomplete="off"
          spellcheck={false}
          placeholder={placeholder}
          value={value}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
        {type === 'search' && <Icon name="find" size="small" />}
      </div>
    </div>
  );
}
