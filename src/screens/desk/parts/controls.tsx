import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Icon, type IconName } from '../../../ui/icon.tsx';
import css from './controls.module.css';

interface DeskButtonProps {
  icon?: IconName;
  /** Grey edge instead of blue: changes nothing on the server. */
  isStill?: boolean;
  /** Filled: the one act that the screen is for. */
  isMain?: boolean;
  isBusy?: boolean;
  isPressed?: boolean;
  /** Shows and hides something that follows it. */
  isExpanded?: boolean;
  onClick: () => void;
  children: ComponentChildren;
}

export function DeskButton({
  icon,
  isStill = false,
  isMain = false,
  isBusy = false,
  isPressed,
  isExpanded,
  onClick,
  children,
}: DeskButtonProps) {
  return (
    <button
      type="button"
      class={`${css.button} ${isStill ? css.still : ''} ${isMain ? css.main : ''}`}
      aria-disabled={isBusy}
      aria-pressed={isPressed}
      aria-expanded={isExpanded}
      onClick={isBusy ? undefined : onClick}
    >
      {icon && <Icon name={icon} size="small" />}
      {children}
    </button>
  );
}

interface SelectProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** `option`s and `optgroup`s. */
  children: ComponentChildren;
}

export function Select({ label, value, onChange, children }: SelectProps) {
  const id = useId();
  return (
    <div class={css.field}>
      <label for={id}>{label}</label>
      <span class={css.box}>
        <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          {children}
        </select>
        <Icon name="down" />
      </span>
    </div>
  );
}

interface SearchBoxProps {
  label: string;
  hint: string;
  clearLabel: string;
  value: string;
  maxLength: number;
  onChange: (value: string) => void;
}

/** Browsers remember what stands in named forms: this one has no name, no form and no completion. */
export function SearchBox(props: SearchBoxProps) {
  const { label, hint, clearLabel, value, maxLength, onChange } = props;
  const id = useId();
  return (
    <div class={css.field}>
      <label for={id}>{label}</label>
      <span class={css.box}>
        <input
          id={id}
          type="search"
          autocomplete="off"
          spellcheck={false}
          enterkeyhint="search"
          placeholder={hint}
          maxLength={maxLength}
          value={value}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
        {value === '' ? (
          <Icon name="find" />
        ) : (
          <button
            type="button"
            class={css.clear}
            aria-label={clearLabel}
            onClick={() => onChange('')}
          >
            <Icon name="x" />
          </button>
        )}
      </span>
    </div>
  );
}

interface MomentBoxProps {
  label: string;
  /** As the field holds it: '2020-03-28T14:05', or empty. */
  value: string;
  onChange: (value: string) => void;
}

export function MomentBox({ label, value, onChange }: MomentBoxProps) {
  const id = useId();
  return (
    <div class={css.field}>
      <label for={id}>{label}</label>
      <span class={css.box}>
        <input
          id={id}
          type="datetime-local"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </span>
    </div>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  /** The label is heard only. */
  isLabelHidden?: boolean;
  value: T;
  options: readonly { readonly value: T; readonly face: ComponentChildren }[];
  onChange: (value: T) => void;
}

/** Few options, all in view. */
export function Choice<T extends string>(props: ChoiceProps<T>) {
  const { label, isLabelHidden = false, value, options, onChange } = props;
  return (
    <fieldset class={css.choice}>
      <legend class={isLabelHidden ? 'vh' : undefined}>{label}</legend>
      <div class={css.segments}>
        {options.map((option) => (
          <button
            key={option.value}
            type="button"
            aria-pressed={option.value === value}
            onClick={() => onChange(option.value)}
          >
            {option.face}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
