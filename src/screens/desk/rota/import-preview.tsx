import { useState } from 'preact/hooks';
import type { Place } from '../../../domain/place.ts';
import type { RotaRead } from '../../../protocol/rota.ts';
import { say } from '../../../words/i18n.ts';
import { DeskButton } from '../parts/controls.tsx';
import table from '../parts/desk-table.module.css';
import { gateOptions } from '../parts/gate-options.ts';
import { numberWords } from '../parts/number-words.ts';
import { EmptyNote } from '../parts/state-note.tsx';
import { TableScroll } from '../parts/table-scroll.tsx';
import { gateWords } from './gate-words.ts';
import { importDays, importGates, peopleOf } from './import-days.ts';
import css from './rota-import.module.css';
import { calendarDayWords } from './rota-words.ts';

interface ImportPreviewProps {
  read: RotaRead;
  places: readonly Place[];
  zone: string;
}

const FIRST = 10;

/** What was understood, by day and by gate, and every row that was not, with its line. */
export function ImportPreview({ read, places, zone }: ImportPreviewProps) {
  const [isWhole, setWhole] = useState(false);
  const { rows, problems, problemCount } = read;
  const days = importDays(rows, zone);
  const gates = importGates(rows);
  const known = new Map(
    gateOptions(places).flatMap((one) => one.gates.map((gate) => [gate.id, gate])),
  );
  const shownGates = isWhole ? gates : gates.slice(0, FIRST);
  const shownProblems = isWhole ? problems : problems.slice(0, FIRST);
  return (
    <>
      {rows.length === 0 ? (
        <EmptyNote>{say('rota-desk.nothing-read')}</EmptyNote>
      ) : (
        <p>
          {say('rota-desk.read', {
            rows: rows.length,
            people: peopleOf(rows),
            gates: gates.length,
            days: days.length,
          })}
        </p>
      )}
      {problems.length > 0 && (
        <section class={css.part}>
          <h2>{say('rota-desk.problems', { count: problemCount })}</h2>
          <TableScroll label={say('rota-desk.problems', { count: problemCount })}>
            <table class={table.table}>
              <thead>
                <tr>
                  <th scope="col">{say('imports.column-sheet')}</th>
                  <th scope="col" class={table.number}>
                    {say('imports.column-row')}
                  </th>
                  <th scope="col">{say('imports.column-problem')}</th>
                  <th scope="col">{say('imports.column-found')}</th>
                </tr>
              </thead>
              <tbody>
                {shownProblems.map(({ sheet, line, why, text }) => (
                  <tr key={`${sheet} ${line} ${why}`}>
                    <td>{sheet}</td>
                    <td class={table.number}>{numberWords(line)}</td>
                    <td>
                      <span class={css.why}>{say(`rota-desk.problem-${why}`)}</span>
                    </td>
                    <td class={table.quiet}>{text}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableScroll>
        </section>
      )}
      {rows.length > 0 && (
        <div class={css.tables}>
          <table class={table.table}>
            <thead>
              <tr>
                <th scope="col">{say('rota-desk.day')}</th>
                <Numbers />
              </tr>
            </thead>
            <tbody>
              {days.map((one) => (
                <tr key={one.day}>
                  <td>{calendarDayWords(one.day, zone)}</td>
                  <td class={table.number}>{numberWords(one.turns)}</td>
                  <td class={table.number}>{numberWords(one.people)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <table class={table.table}>
            <thead>
              <tr>
                <th scope="col">{say('column.gate')}</th>
                <Numbers />
              </tr>
            </thead>
            <tbody>
              {shownGates.map((one) => (
                <tr key={one.gateId}>
                  <td>{gateWords(known.get(one.gateId))}</td>
                  <td class={table.number}>{numberWords(one.turns)}</td>
                  <td class={table.number}>{numberWords(one.people)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {!isWhole && (gates.length > FIRST || problems.length > FIRST) && (
        <div>
          <DeskButton isStill icon="down" onClick={() => setWhole(true)}>
            {say('rota-desk.whole')}
          </DeskButton>
        </div>
      )}
    </>
  );
}

const Numbers = () => (
  <>
    <th scope="col" class={table.number}>
      {say('rota-desk.turns')}
    </th>
    <th scope="col" class={table.number}>
      {say('rota-desk.people')}
    </th>
  </>
);
