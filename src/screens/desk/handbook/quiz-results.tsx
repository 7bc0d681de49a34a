import type { Place } from '../../../domain/place.ts';
import type { HandbookAnswer } from '../../../protocol/handbook.ts';
import { formatDateTime, say } from '../../../words/i18n.ts';
import table from '../parts/desk-table.module.css';
import { placedGates } from '../parts/gates-within.ts';
import { numberWords } from '../parts/number-words.ts';
import { EmptyNote } from '../parts/state-note.tsx';
import css from './street-handbook.module.css';

type Result = HandbookAnswer['results'][number];

interface QuizResultsProps {
  results: readonly Result[];
  places: readonly Place[];
  zone: string;
}

/** Under this many of a hundred, somebody should go and explain. */
const LOW_PERCENT = 60;

const percentOf = ({ asked, right }: Result): number =>
  asked === 0 ? 0 : Math.round((right / asked) * 100);

/** Gate by gate, the poorest first. */
export function QuizResults({ results, places, zone }: QuizResultsProps) {
  const gates = placedGates(places);
  const ordered = results.toSorted((one, other) => percentOf(one) - percentOf(other));
  return (
    <section class={css.results}>
      <h2>{say('handbook-desk.results')}</h2>
      <p>{say('handbook-desk.results-about')}</p>
      {results.length === 0 ? (
        <EmptyNote>{say('handbook-desk.no-results')}</EmptyNote>
      ) : (
        <table class={table.table}>
          <thead>
            <tr>
              <th scope="col">{say('column.gate')}</th>
              <th scope="col" class={table.number}>
                {say('handbook-desk.people')}
              </th>
              <th scope="col" class={table.number}>
                {say('handbook-desk.right-of')}
              </th>
              <th scope="col" class={table.number}>
                {say('handbook-desk.percent')}
              </th>
            </tr>
          </thead>
          <tbody>
            {ordered.map((result) => {
              const placed = gates.get(result.gateId);
              const percent = percentOf(result);
              return (
                <tr key={result.gateId}>
                  <th scope="row">
                    <b>{placed?.gate.name ?? say('rota-desk.unknown-gate')}</b>
                    <span class={css.about}>
                      {placed?.guarded.name} {formatDateTime(result.lastAt, zone)}
                    </span>
                  </th>
                  <td class={table.number}>{numberWords(result.people)}</td>
                  <td class={table.number}>
                    {numberWords(result.right)} / {numberWords(result.asked)}
                  </td>
                  <td class={table.number}>
                    <span class={percent < LOW_PERCENT ? css.low : undefined}>{percent}%</span>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </section>
  );
}
