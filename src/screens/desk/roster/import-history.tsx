import type { ImportState } from '../../../protocol/imports.ts';
import { formatDateTime, say } from '../../../words/i18n.ts';
import { AskFirst } from '../parts/ask-first.tsx';
import { DeskButton } from '../parts/controls.tsx';
import table from '../parts/desk-table.module.css';
import { TableScroll } from '../parts/table-scroll.tsx';
import css from './import-history.module.css';
import { stateWords } from './import-words.ts';
import type { Imports } from './use-imports.ts';

interface ImportHistoryProps {
  imports: Imports;
  list: readonly ImportState[];
  zone: string;
}

/** What was brought in, newest first; an import under way or put aside is opened again here. */
export function ImportHistory({ imports, list, zone }: ImportHistoryProps) {
  return (
    <section class={css.history}>
      <h2>{say('imports.history')}</h2>
      <TableScroll label={say('imports.history')}>
        <table class={`${table.table} ${css.table}`}>
          <thead>
            <tr>
              <th scope="col">{say('imports.column-when')}</th>
              <th scope="col">{say('imports.column-file')}</th>
              <th scope="col">{say('imports.place')}</th>
              <th scope="col">{say('imports.column-by')}</th>
              <th scope="col">{say('imports.column-state')}</th>
              <th scope="col">
                <span class="vh">{say('imports.column-act')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {list.map((one) => (
              <tr key={one.importId}>
                <td class={css.when}>{formatDateTime(one.startedAt, zone)}</td>
                <td class={css.file}>{one.fileName}</td>
                <td>{one.placeName}</td>
                <td>{one.startedBy}</td>
                <td>{stateWords(one)}</td>
                <td class={css.act}>
                  <Act one={one} imports={imports} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  );
}

function Act({ one, imports }: { one: ImportState; imports: Imports }) {
  const { current, isBusy } = imports;
  if (current?.importId === one.importId) return null;
  switch (one.state) {
    case 'receiving':
      return (
        <DeskButton isStill isBusy={isBusy} onClick={() => imports.discard(one.importId)}>
          {say('imports.discard')}
        </DeskButton>
      );
    case 'reading':
    case 'preview':
    case 'applying':
      return (
        <DeskButton isStill onClick={() => imports.open(one.importId)}>
          {say('imports.open')}
        </DeskButton>
      );
    case 'applied':
      return one.canTakeBack ? (
        <AskFirst
          face={say('imports.take-back')}
          question={say('imports.take-back-what', { place: one.placeName })}
          yes={say('imports.take-back-sure')}
          isBusy={isBusy}
          onYes={() => imports.takeBack(one.importId)}
        />
      ) : null;
    case 'taken-back':
    case 'failed':
      return null;
    default:
      throw new Error(`unknown state ${one satisfies never}`);
  }
}
