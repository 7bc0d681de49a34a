import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { say } from '../../words/i18n.ts';
import css from './names-field.module.css';

/** As the register has it: nine people to a gate, short names. */
const mostNames = 9;
const longestName = 40;
const longestText = 200;

export interface NamesChoice {
  readonly chosen: readonly string[];
  /** In the field, not added yet. */
  readonly typed: string;
}

export interface NamesFieldProps {
  /** Names typed since the app was opened: one tap brings them back. */
  readonly known: readonly string[];
  readonly choice: NamesChoice;
  readonly onChange: (choice: NamesChoice) => void;
  /** Enter in the empty field; with a name in it Enter adds the name. */
  readonly onEnter: () => void;
}

/** Everybody who was meant: a name that was typed and not added counts as well. */
export const namesOf = ({ chosen, typed }: NamesChoice): readonly string[] =>
  [...new Set([...chosen, ...splitNames(typed)])].slice(0, mostNames);

/** Who is on duty: type a name, or tap one that was typed before. */
export function NamesField({ known, choice, onChange, onEnter }: NamesFieldProps) {
  const { chosen, typed } = choice;
  const offered = [...new Set([...chosen, ...known])];
  const add = () => onChange({ chosen: namesOf(choice), typed: '' });
  const toggle = (name: string) =>
    onChange({
      typed,
      chosen: chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name],
    });
  return (
    <>
      {offered.length > 0 && (
        <fieldset class={css.names}>
          <legend class="vh">{say('names.label')}</legend>
          {offered.map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={chosen.includes(name)}
              onClick={() => toggle(name)}
            >
              {name}
            </button>
          ))}
        </fieldset>
      )}
      <div class={css.line}>
        <Field
          label={say('names.add-label')}
          value={typed}
          onInput={(text) => onChange({ chosen, typed: text })}
          maxLength={longestText}
          hint={say('names.hint')}
          onEnter={typed.trim() ? add : onEnter}
        />
        <Button kind="still" onClick={add}>
          {say('names.add')}
        </Button>
      </div>
    </>
  );
}

const splitNames = (typed: string): string[] =>
  typed
    .split(/[,，、;；\n]/)
    .map((name) => name.trim().slice(0, longestName))
    .filter(Boolean);
