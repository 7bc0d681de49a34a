import { useState } from 'preact/hooks';
import type { ImportPreview } from '../../../protocol/imports.ts';
import { say } from '../../../words/i18n.ts';
import { DeskButton } from '../parts/controls.tsx';
import table from '../parts/desk-table.module.css';
import { numberWords } from '../parts/number-words.ts';
import { TableScroll } from '../parts/table-scroll.tsx';
import css from './compound-changes.module.css';
import part from './section.module.css';

const FIRST = 12;
const COUNTS = ['added', 'changed', 'movedOut', 'unchanged'] as const;
const HEADINGS = {
  added: 'imports.added',
  changed: 'imports.changed',
  movedOut: 'imports.moved-out',
  unchanged: 'imports.unchanged',
} as const;

export function CompoundChanges({ preview: { compounds } }: { preview: ImportPreview }) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? compounds : compounds.slice(0, FIRST);
  return (
    <section class={part.section}>
      <h3>{say('imports.by-compound', { count: compounds.length })}</h3>
      <TableScroll label={say('imports.by-compound', { count: compounds.length })}>
        <table class={table.table}>
          <thead>
            <tr>
              <th scope="col">{say('place-kind.compound')}</th>
              {COUNTS.map((count) => (
                <th key={count} scope="col" class={table.number}>
                  {say(HEADINGS[count])}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((one, index) => (
              <tr key={index}>
                <th scope="row">
                  {one.name} <span class={css.parent}>{one.parentName}</span>
                  {one.placeId === null && <b class={css.fresh}>{say('imports.not-there-yet')}</b>}
                </th>
                {COUNTS.map((count) => (
                  <td key={count} class={table.number}>
                    {numberWords(one[count])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {shown.length < compounds.length && (
        <p class={part.more}>
          <DeskButton icon="down" isStill onClick={() => setWhole(true)}>
            {say('imports.all-rows', { count: compounds.length })}
          </DeskButton>
        </p>
      )}
    </section>
  );
}
