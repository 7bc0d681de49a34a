import { useState } from 'preact/hooks';
import {
  type ImportPreview,
  type ImportState,
  PLACE_FIELDS,
  ROSTER_FIELDS,
} from '../../../protocol/imports.ts';
import { say } from '../../../words/i18n.ts';
import { DeskButton, Select } from '../parts/controls.tsx';
import css from './column-choices.module.css';
import { choicesToSend, chooseField, type FieldChoices, fieldOf } from './field-choices.ts';
import part from './section.module.css';
import type { Imports } from './use-imports.ts';

interface ColumnChoicesProps {
  what: ImportState['what'];
  sheets: ImportPreview['sheets'];
  imports: Imports;
}

/** Each heading with what it was taken for; where that is wrong, the desk says better and has it read again. */
export function ColumnChoices({ what, sheets, imports }: ColumnChoicesProps) {
  const [choices, setChoices] = useState<FieldChoices>(new Map());
  const fields = what === 'roster' ? ROSTER_FIELDS : PLACE_FIELDS;
  return (
    <section class={part.section}>
      <h3>{say('imports.columns')}</h3>
      <p class={part.about}>{say('imports.columns-about')}</p>
      {sheets.map((sheet) => (
        <div key={sheet.name} class={css.sheet}>
          <p class={css.name}>
            {sheet.name !== '' && <b>{sheet.name}</b>}{' '}
            {sheet.headingRow === null
              ? say('imports.sheet-left-out')
              : say('imports.sheet-about', { row: sheet.headingRow, rows: sheet.rows })}
          </p>
          {sheet.headingRow !== null && (
            <div class={css.columns}>
              {sheet.columns.map(({ heading }, column) => {
                const field = fieldOf(choices, sheet, column);
                return (
                  <div key={column} class={field === null ? css.ignored : undefined}>
                    <Select
                      label={heading || say('imports.column-unnamed', { number: column + 1 })}
                      value={field ?? ''}
                      onChange={(value) => {
                        const wanted = fields.find((one) => one === value) ?? null;
                        setChoices(chooseField(choices, sheet, column, wanted));
                      }}
                    >
                      <option value="">{say('imports.not-taken')}</option>
                      {fields.map((one) => (
                        <option key={one} value={one}>
                          {say(`import-field.${one}`)}
                        </option>
                      ))}
                    </Select>
                  </div>
                );
              })}
            </div>
          )}
        </div>
      ))}
      {choices.size > 0 && (
        <p class={part.more}>
          <DeskButton
            isBusy={imports.isBusy}
            onClick={() => imports.readAgain({ columns: choicesToSend(choices, sheets) })}
          >
            {say('imports.read-again')}
          </DeskButton>
        </p>
      )}
    </section>
  );
}
