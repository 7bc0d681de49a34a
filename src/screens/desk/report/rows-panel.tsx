import { useEffect, useState } from 'preact/hooks';
import type { DeskFailure } from '../../../desk-client/answer.ts';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { Place } from '../../../domain/place.ts';
import type { ReportFigure } from '../../../domain/report-figures.ts';
import type { EntryPage, EntryRow } from '../../../protocol/entries.ts';
import { say } from '../../../words/i18n.ts';
import { LedgerRows } from '../ledger/ledger-rows.tsx';
import { DeskButton } from '../parts/controls.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { LoadingNote, SectionLink } from '../parts/state-note.tsx';
import css from './report-panel.module.css';

interface RowsPanelProps {
  client: DeskClient;
  day: string;
  dayWords: string;
  place: Place;
  figure: ReportFigure;
  figureName: string;
  /** As it stands in the table. */
  number: string;
  figureValue: number;
  zone: string;
  onSelect: (row: EntryRow) => void;
  onClose: () => void;
}

const PAGE = 100;

/** The rows behind one number, no others. */
export function RowsPanel(props: RowsPanelProps) {
  const { client, day, place, figure, figureName, number, figureValue, zone } = props;
  const [rows, setRows] = useState<readonly EntryRow[]>([]);
  const [last, setLast] = useState<EntryPage | null>(null);
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const [wanted, setWanted] = useState<{ cursor: string | null; attempt: number }>({
    cursor: null,
    attempt: 0,
  });
  useEffect(() => {
    const leaving = new AbortController();
    setFailure(null);
    const { cursor } = wanted;
    client
      .readReportRows(
        { day, placeId: place.id, figure, limit: PAGE, ...(cursor !== null && { cursor }) },
        leaving.signal,
      )
      .then((answer) => {
        if (leaving.signal.aborted) return;
        if (answer.kind === 'failed') return setFailure(answer.why);
        setLast(answer.value);
        setRows((before) =>
          cursor === null ? answer.value.rows : [...before, ...answer.value.rows],
        );
      });
    return () => leaving.abort();
  }, [client, wanted]);
  const next = last?.next ?? null;
  return (
    <SidePanel
      label={say('report.rows-of', { place: place.name, figure: figureName, number })}
      title={say('report.rows-of', { place: place.name, figure: figureName, number })}
      about={say('report.rows-about', { day: props.dayWords })}
      onClose={props.onClose}
    >
      {failure && (
        <FailureNote
          why={failure}
          onAgain={() => setWanted((was) => ({ ...was, attempt: was.attempt + 1 }))}
        />
      )}
      {!last && !failure && <LoadingNote />}
      {last && (
        <p class={css.about}>
          {rows.length === 0
            ? say('report.rows-none')
            : say('report.rows-total', { total: last.total })}
        </p>
      )}
      {last && hasCounted(figure) && figureValue > last.total && (
        <p class={css.about}>{say('report.rows-counted', { count: figureValue - last.total })}</p>
      )}
      {last && figure === 'handed-over' && (
        <>
          <p class={css.about}>{say('report.rows-cases')}</p>
          <SectionLink to="watch" />
        </>
      )}
      {rows.length > 0 && (
        <LedgerRows
          rows={rows}
          selectedId={null}
          zone={zone}
          isBesidePanel={false}
          onSelect={props.onSelect}
        />
      )}
      {next !== null && (
        <p>
          <DeskButton isStill icon="down" onClick={() => setWanted({ cursor: next, attempt: 0 })}>
            {say('report.rows-older')}
          </DeskButton>
        </p>
      )}
    </SidePanel>
  );
}

/** People who were only counted are in the number and in no row. */
const hasCounted = (figure: ReportFigure): boolean =>
  figure === 'out' || figure === 'in' || figure === 'counted';
