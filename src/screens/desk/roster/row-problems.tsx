import { useState } from 'preact/hooks';
import type { ImportPreview } from '../../../protocol/imports.ts';
import { say } from '../../../words/i18n.ts';
import { DeskButton } from '../parts/controls.tsx';
import table from '../parts/desk-table.module.css';
import { numberWords } from '../parts/number-words.ts';
import { saveFile } from '../parts/save-file.ts';
import { TableScroll } from '../parts/table-scroll.tsx';
import { csvOf } from './csv-of.ts';
import css from './row-problems.module.css';
import part from './section.module.css';

const FIRST = 10;

/** Each row that is not taken, and each that was taken with a doubt: where it stands and what is wrong. */
export function RowProblems({ preview, fileName }: { preview: ImportPreview; fileName: string }) {
  const [isWhole, setWhole] = useState(false);
  const { problems, wrongRows, warnings } = preview;
  if (problems.length === 0) return null;
  const shown = isWhole ? problems : problems.slice(0, FIRST);
  const isCut = wrongRows + warnings > problems.length;
  const save = () => {
    const rows = problems.map((one) => [
      one.sheet,
      String(one.row),
      say(`import-problem.${one.problem}`),
      one.heading,
      one.found,
      say(one.isWarning ? 'imports.taken-still' : 'imports.left-out'),
    ]);
    const name = say('imports.problems-file', { file: fileName.replace(/\.[^.]*$/, '') });
    saveFile(new Blob([csvOf([headings(), ...rows])], { type: 'text/csv' }), `${name}.csv`);
  };
  return (
    <section class={part.section}>
      <div class={css.head}>
        <h3>{say('imports.problems', { wrong: wrongRows, warnings })}</h3>
        <DeskButton icon="get" isStill onClick={save}>
          {say('imports.problems-save')}
        </DeskButton>
      </div>
      {isCut && <p class={part.about}>{say('imports.problems-cut', { count: problems.length })}</p>}
      <TableScroll label={say('imports.problems', { wrong: wrongRows, warnings })}>
        <table class={`${table.table} ${css.table}`}>
          <thead>
            <tr>
              {headings().map((heading, index) => (
                <th key={index} scope="col" class={index === 1 ? table.number : undefined}>
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((one, index) => (
              <tr key={index} class={one.isWarning ? undefined : css.wrong}>
                <td class={css.short}>{one.sheet}</td>
                <td class={table.number}>{numberWords(one.row)}</td>
                <td class={css.problem}>{say(`import-problem.${one.problem}`)}</td>
                <td class={css.short}>{one.heading}</td>
                <td class={css.found}>{one.found}</td>
                <td class={css.short}>
                  {say(one.isWarning ? 'imports.taken-still' : 'imports.left-out')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {shown.length < problems.length && (
        <p class={part.more}>
          <DeskButton icon="down" isStill onClick={() => setWhole(true)}>
            {say('imports.all-rows', { count: problems.length })}
          </DeskButton>
        </p>
      )}
    </section>
  );
}

const headings = (): string[] => [
  say('imports.column-sheet'),
  say('imports.column-row'),
  say('imports.column-problem'),
  say('imports.column-heading'),
  say('imports.column-found'),
  say('imports.column-taken'),
];
