import { useState } from 'preact/hooks';
import type { ImportPreview } from '../../../protocol/imports.ts';
import { say } from '../../../words/i18n.ts';
import { Choice } from '../parts/controls.tsx';
import table from '../parts/desk-table.module.css';
import { EmptyNote } from '../parts/state-note.tsx';
import { TableScroll } from '../parts/table-scroll.tsx';
import css from './preview-samples.module.css';
import part from './section.module.css';

type View = keyof ImportPreview['samples'];

const VIEWS: readonly { value: View; words: 'added' | 'changed' | 'moved-out' }[] = [
  { value: 'added', words: 'added' },
  { value: 'changed', words: 'changed' },
  { value: 'movedOut', words: 'moved-out' },
];

const MOST = 30;

/** Some of each, to see with one's own eyes that the right thing would happen to the right people. */
export function PreviewSamples({ samples }: { samples: ImportPreview['samples'] }) {
  const first = VIEWS.find(({ value }) => samples[value].length > 0)?.value ?? 'added';
  const [view, setView] = useState<View>(first);
  const people = samples[view];
  if (VIEWS.every(({ value }) => samples[value].length === 0)) return null;
  return (
    <section class={part.section}>
      <div class={css.head}>
        <h3>{say('imports.samples')}</h3>
        <Choice
          label={say('imports.samples')}
          isLabelHidden
          value={view}
          onChange={setView}
          options={VIEWS.map(({ value, words }) => ({ value, face: say(`imports.${words}`) }))}
        />
      </div>
      {people.length === 0 ? (
        <EmptyNote>{say('imports.none-of-them')}</EmptyNote>
      ) : (
        <TableScroll label={say('imports.samples')}>
          <table class={table.table}>
            <thead>
              <tr>
                <th scope="col">{say('import-field.name')}</th>
                <th scope="col">{say('place-kind.compound')}</th>
                <th scope="col">{say('import-field.room')}</th>
                {view === 'changed' && <th scope="col">{say('imports.what-changes')}</th>}
              </tr>
            </thead>
            <tbody>
              {people.slice(0, MOST).map((person, index) => (
                <tr key={index}>
                  <th scope="row">{person.name}</th>
                  <td>{person.compoundName}</td>
                  <td>{person.room}</td>
                  {view === 'changed' && (
                    <td>
                      {person.changes.map(({ field, from, to }) => (
                        <span key={field} class={css.change}>
                          {say('imports.change', {
                            field: say(`import-field.${field}`),
                            from: from || say('imports.empty'),
                            to: to || say('imports.empty'),
                          })}
                        </span>
                      ))}
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </section>
  );
}
