import { useMemo, useState } from 'preact/hooks';
import type { DeskFailure } from '../../../desk-client/answer.ts';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { EntryExportQuery, EntryRow } from '../../../protocol/entries.ts';
import { currentLocale, formatTimeToSecond, say } from '../../../words/i18n.ts';
import { DeskButton } from '../parts/controls.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import type { CompoundOption } from '../parts/gate-options.ts';
import { Page } from '../parts/page.tsx';
import { saveFile } from '../parts/save-file.ts';
import { EmptyNote, LoadingNote } from '../parts/state-note.tsx';
import type { Live } from '../parts/use-live.ts';
import { useNarrow } from '../parts/use-narrow.ts';
import { HouseholdPanel } from './household-panel.tsx';
import { daysOf, FIRST_FILTER, queryOf } from './ledger-filter.ts';
import { LedgerFilters } from './ledger-filters.tsx';
import { LedgerRows } from './ledger-rows.tsx';
import css from './ledger-screen.module.css';
import { LedgerTable } from './ledger-table.tsx';
import { type Ledger, useLedger } from './use-ledger.ts';

export interface LedgerScreenProps {
  client: DeskClient;
  live: Live;
  compounds: readonly CompoundOption[];
  /** IANA name of the street's zone. */
  zone: string;
  mayReadNames: boolean;
}

export function LedgerScreen({ client, live, compounds, zone, mayReadNames }: LedgerScreenProps) {
  const [filter, setFilter] = useState(FIRST_FILTER);
  const [selected, setSelected] = useState<EntryRow | null>(null);
  const isNarrow = useNarrow();
  const gates = useMemo(() => compounds.flatMap((compound) => compound.gates), [compounds]);
  const query = queryOf(filter, gates, client.now(), zone);
  const ledger = useLedger(client, query, live.changes);
  const exporting = useExport(client, query, daysOf(filter, client.now(), zone));
  const { list } = ledger;
  const shown = selected && (list?.rows.find((row) => row.id === selected.id) ?? selected);

  const close = () => {
    setSelected(null);
    const id = selected?.id ?? '';
    // The list stands again only after the next rendering.
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus(),
    );
  };
  const search = (text: string) => {
    setFilter({ ...FIRST_FILTER, time: 'week', text });
    setSelected(null);
  };
  const Rows = isNarrow ? LedgerRows : LedgerTable;

  return (
    <Page
      title={say('ledger.title')}
      about={list ? totalWords(list.total, list.late) : ''}
      live={live}
      isFixed
      acts={
        <DeskButton icon="get" isBusy={exporting.isBusy} onClick={exporting.start}>
          {say(exporting.isBusy ? 'ledger.exporting' : 'ledger.export')}
        </DeskButton>
      }
    >
      {!(isNarrow && shown) && (
        <LedgerFilters
          filter={filter}
          compounds={compounds}
          isNarrow={isNarrow}
          onChange={setFilter}
        />
      )}
      <div class={shown ? css.besides : css.alone}>
        <div class={css.list}>
          {exporting.failure && <FailureNote why={exporting.failure} onAgain={exporting.start} />}
          {needsNote(ledger) && ledger.failure && (
            <FailureNote why={ledger.failure} onAgain={ledger.fetchAgain} />
          )}
          <section
            class={css.scroll}
            aria-label={say('ledger.title')}
            aria-busy={ledger.isFetching}
          >
            {!list && !ledger.failure && <LoadingNote />}
            {list?.rows.length === 0 && (
              <EmptyNote>{say(isPlain(query) ? 'ledger.empty-day' : 'ledger.empty')}</EmptyNote>
            )}
            {list && list.rows.length > 0 && (
              <>
                <Rows
                  rows={list.rows}
                  selectedId={shown?.id ?? null}
                  zone={zone}
                  isBesidePanel={shown !== null}
                  onSelect={setSelected}
                />
                <Older ledger={ledger} />
              </>
            )}
          </section>
        </div>
        {shown && (
          <HouseholdPanel
            client={client}
            row={shown}
            changes={live.changes}
            zone={zone}
            mayReadNames={mayReadNames}
            onClose={close}
            onSearch={search}
          />
        )}
      </div>
    </Page>
  );
}

const totalWords = (total: number, late: number): string =>
  late > 0 ? say('ledger.total-late', { total, late }) : say('ledger.total', { total });

/** With rows in view, a server that is away is said by the live mark and its age. */
const needsNote = ({ list, failure }: Ledger): boolean =>
  failure !== null && !(list && failure === 'server-away');

const isPlain = ({ text, verdict, direction }: EntryExportQuery): boolean =>
  text === undefined && verdict === undefined && direction === undefined;

function Older({ ledger }: { ledger: Ledger }) {
  const { list, isFetchingOlder, fetchOlder } = ledger;
  const last = list?.rows.at(-1);
  if (!list || !last) return null;
  return (
    <p class={css.older}>
      {list.next !== null && (
        <DeskButton icon="down" isStill isBusy={isFetchingOlder} onClick={fetchOlder}>
          {say('ledger.older')}
        </DeskButton>
      )}
      <span>
        {list.next === null
          ? say('ledger.all-shown', { total: list.rows.length })
          : say('ledger.until', { time: formatTimeToSecond(last.at) })}
      </span>
    </p>
  );
}

function useExport(client: DeskClient, query: EntryExportQuery, days: string) {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const start = () => {
    setBusy(true);
    setFailure(null);
    client.exportEntries(query, currentLocale()).then((answer) => {
      setBusy(false);
      if (answer.kind === 'failed') setFailure(answer.why);
      else saveFile(answer.value, `${say('ledger.file-name', { days })}.csv`);
    });
  };
  return { isBusy, failure, start };
}
