import { CheckBox } from './check-box.tsx';
import css from './check-list.module.css';

interface CheckListProps<T extends string | number> {
  label: string;
  options: readonly { readonly value: T; readonly face: string }[];
  chosen: readonly T[];
  onChange: (chosen: T[]) => void;
}

/** Some of a few. What is chosen keeps the order of the options. */
export function CheckList<T extends string | number>(props: CheckListProps<T>) {
  const { label, options, chosen, onChange } = props;
  const toggle = (value: T, isChecked: boolean) =>
    onChange(
      options
        .map((option) => option.value)
        .filter((one) => (one === value ? isChecked : chosen.includes(one))),
    );
  return (
    <fieldset class={css.list}>
      <legend>{label}</legend>
      {options.map(({ value, face }) => (
        <CheckBox
          key={value}
          label={face}
          isChecked={chosen.includes(value)}
          onChange={(isChecked) => toggle(value, isChecked)}
        />
      ))}
    </fieldset>
  );
}
