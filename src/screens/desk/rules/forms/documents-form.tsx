import { type DocumentKind, LIFTABLE_RULES } from '../../../../domain/policy.ts';
import { say } from '../../../../words/i18n.ts';
import { CheckList } from '../../parts/check-list.tsx';
import { DeskButton } from '../../parts/controls.tsx';
import { FigureBox } from '../../parts/figure-box.tsx';
import { readWhole, writeWhole } from '../../parts/figures.ts';
import { TextBox } from '../../parts/text-box.tsx';
import { nextId } from '../rule-draft.ts';
import css from './form.module.css';
import type { RuleFormProps } from './form-props.ts';
import { directionOptions } from './hours-form.tsx';

export function DocumentsForm({ rules, onChange, earlier }: RuleFormProps) {
  const { documents } = rules;
  const change = (id: number, part: Partial<DocumentKind>) =>
    onChange({ documents: documents.map((one) => (one.id === id ? { ...one, ...part } : one)) });
  return (
    <>
      <p class={css.hint}>{say('rules.documents-hint')}</p>
      {documents.map((one) => (
        <fieldset key={one.id} class={css.item}>
          <legend>{one.name || say('rules.unnamed')}</legend>
          <div class={css.row}>
            <div class={css.wide}>
              <TextBox
                label={say('rules.name')}
                value={one.name}
                maxLength={40}
                onChange={(name) => change(one.id, { name })}
              />
            </div>
            <FigureBox
              label={say('rules.per-day')}
              value={one.perDay}
              write={writeWhole}
              read={readWhole}
              onChange={(perDay) => change(one.id, { perDay })}
            />
            <DeskButton
              isStill
              onClick={() => onChange({ documents: documents.filter(({ id }) => id !== one.id) })}
            >
              {say('rules.take-away')}
            </DeskButton>
          </div>
          <CheckList
            label={say('rules.lifts')}
            options={LIFTABLE_RULES.map((value) => ({ value, face: say(`rule.lifts-${value}`) }))}
            chosen={one.lifts}
            onChange={(lifts) => change(one.id, { lifts })}
          />
          <CheckList
            label={say('rules.ways')}
            options={directionOptions()}
            chosen={one.directions}
            onChange={(directions) => change(one.id, { directions })}
          />
        </fieldset>
      ))}
      <p>
        <DeskButton
          isStill
          icon="plus"
          onClick={() =>
            onChange({
              documents: [
                ...documents,
                {
                  id: nextId('documents', rules, earlier),
                  name: '',
                  lifts: ['quota'],
                  directions: ['out', 'in'],
                  perDay: 0,
                },
              ],
            })
          }
        >
          {say('rules.add-document')}
        </DeskButton>
      </p>
    </>
  );
}
