import { reportState } from '../../../domain/daily-report.ts';
import type { Place } from '../../../domain/place.ts';
import type { ReportFigure, ReportFigures } from '../../../domain/report-figures.ts';
import type { ReportForm } from '../../../protocol/reports.ts';
import { say } from '../../../words/i18n.ts';
import table from '../parts/desk-table.module.css';
import { GateMark } from '../parts/gate-mark.tsx';
import { TableScroll } from '../parts/table-scroll.tsx';
import { ReportMark } from './report-mark.tsx';
import {
  isSummedUp,
  lackingGates,
  type ReportedGate,
  type ReportedPlace,
  type ReportTree,
} from './report-places.ts';
import css from './report-table.module.css';
import { columnTitle, figureWords, gateNotes, signedWords } from './report-words.ts';

interface ReportTableProps {
  tree: ReportTree;
  form: ReportForm;
  /** Null: the day is another one than today. */
  now: number | null;
  zone: string;
  onRows: (place: Place, figure: ReportFigure) => void;
  /** A gate's, a community's or the whole's statements, and signing. */
  onPlace: (placeId: string) => void;
}

/** As the report is printed: gate by gate under their community, with sums. Numbers lead to their rows. */
export function ReportTable(props: ReportTableProps) {
  const { tree, form } = props;
  return (
    <TableScroll label={say('report.table')}>
      <table class={`${table.table} ${css.report}`}>
        <thead>
          <tr>
            <th scope="col" class={css.name}>
              {say('report.column-gate')}
            </th>
            <th scope="col">{say('report.column-state')}</th>
            {form.columns.map((column) => (
              <th key={column.figure} scope="col" class={table.number}>
                {columnTitle(column)}
              </th>
            ))}
            <th scope="col" class={css.signed}>
              {say('report.column-signed')}
            </th>
            <th scope="col">{say('report.column-note')}</th>
          </tr>
        </thead>
        {tree.communities.map((community) => (
          <tbody key={community.place.id}>
            {community.place.kind !== 'gate' && (
              <SumRow {...props} of={community} name={community.place.name} look={css.community} />
            )}
            {community.gates.map((gate) => (
              <GateRow key={gate.gate.id} {...props} of={gate} />
            ))}
          </tbody>
        ))}
        <tbody>
          <SumRow {...props} of={tree.whole} name={say('report.total')} look={css.total} />
        </tbody>
      </table>
    </TableScroll>
  );
}

interface FiguresProps extends Pick<ReportTableProps, 'form' | 'onRows'> {
  place: Place;
  figures: ReportFigures;
  isAtLeast: boolean;
}

function Figures({ form, place, figures, isAtLeast, onRows }: FiguresProps) {
  return form.columns.map((column) => {
    const value = figures[column.figure];
    const words = figureWords(value, isAtLeast);
    return (
      <td key={column.figure} class={table.number}>
        {value === 0 ? (
          words
        ) : (
          <button
            type="button"
            class={css.figure}
            aria-label={`${place.name} ${columnTitle(column)} ${words}`}
            onClick={() => onRows(place, column.figure)}
          >
            {words}
          </button>
        )}
      </td>
    );
  });
}

function GateRow(props: ReportTableProps & { of: ReportedGate }) {
  const { of, form, now, zone, onRows, onPlace } = props;
  const { gate, guarded, report } = of;
  const state = reportState(report);
  const isMissing = state === 'missing';
  const last = report.statements.at(-1);
  return (
    <tr class={isMissing ? css.missing : undefined}>
      <th scope="row" class={`${css.name} ${css.gate}`}>
        <GateMark guards={guarded.kind} look={isMissing ? 'silent' : 'plain'} />
        <button type="button" data-row={gate.id} onClick={() => onPlace(gate.id)}>
          {gate.name}
        </button>
      </th>
      <td>
        <b class={`${css.state} ${css[`is-${state}`]}`}>
          <ReportMark state={state} /> {say(`report.state-${state}`)}
        </b>
      </td>
      {isMissing ? (
        form.columns.map(({ figure }) => (
          <td key={figure} class={`${table.number} ${table.quiet}`}>
            <span aria-hidden="true">—</span>
            <span class="vh">{say('report.state-missing')}</span>
          </td>
        ))
      ) : (
        <Figures
          form={form}
          place={gate}
          figures={report.figures}
          isAtLeast={state === 'unsynced'}
          onRows={onRows}
        />
      )}
      <td class={css.signed}>{last ? signedWords(last, zone) : '—'}</td>
      <td class={css.notes}>
        {gateNotes(report, now, zone).map(({ look, words }) => (
          <span key={words} class={css[`note-${look}`]}>
            {words}
          </span>
        ))}
      </td>
    </tr>
  );
}

interface SumRowProps extends ReportTableProps {
  of: ReportedPlace;
  name: string;
  look: string | undefined;
}

function SumRow({ of, name, look, form, zone, onRows, onPlace }: SumRowProps) {
  const { place, gates, sum, statement } = of;
  const lacking = lackingGates(gates).length;
  return (
    <tr class={look}>
      <th scope="row" class={css.name}>
        {isSummedUp(place) ? (
          <button type="button" data-row={place.id} onClick={() => onPlace(place.id)}>
            {name}
          </button>
        ) : (
          name
        )}
      </th>
      <td class={lacking > 0 ? css['is-missing'] : undefined}>
        {sum.reported} / {sum.gates}
      </td>
      <Figures
        form={form}
        place={place}
        figures={sum.figures}
        isAtLeast={sum.isAtLeast}
        onRows={onRows}
      />
      <td class={css.signed}>
        {isSummedUp(place) && (statement ? signedWords(statement, zone) : waitsWords(lacking))}
      </td>
      <td class={css.notes}>
        {statement && statement.rowsSince > 0 && (
          <span>{say('report.rows-since', { count: statement.rowsSince })}</span>
        )}
        {lacking > 0 && look === css.total && <b>{say('report.lacking', { count: lacking })}</b>}
        {statement?.note && <span>{statement.note}</span>}
      </td>
    </tr>
  );
}

const waitsWords = (lacking: number): string =>
  lacking > 0 ? say('report.waits-for', { count: lacking }) : say('report.can-be-signed');
