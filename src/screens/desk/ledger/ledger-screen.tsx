import { useMemo, useState } from 'preact/hooks';
import type { DeskFailure } from '../../../desk-client/answer.ts';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import { may } from '../../../domain/role.ts';
import type { EntryRow } from '../../../protocol/entries.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../../../protocol/exports.ts';
import { currentLocale, formatTimeToSecond, say } from '../../../words/i18n.ts';
import { DeskButton } from '../parts/controls.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { focusRow } from '../parts/focus-row.ts';
import { gateOptions } from '../parts/gate-options.ts';
import { Page } from '../parts/page.tsx';
import { saveFile } from '../parts/save-file.ts';
import type { SectionProps } from '../parts/section-props.ts';
import { EmptyNote, LoadingNote } from '../parts/state-note.tsx';
import { useNarrow } from '../parts/use-narrow.ts';
import { FirstSteps } from './first-steps.tsx';
import { HouseholdPanel } from './household-panel.tsx';
import { daysOf, FIRST_FILTER, type LedgerQuery, queryOf } from './ledger-filter.ts';
import { LedgerFilters } from './ledger-filters.tsx';
import type { LedgerList } from './ledger-list.ts';
import { LedgerRows } from './ledger-rows.tsx';
import css from './ledger-screen.module.css';
import { LedgerTable } from './ledger-table.tsx';
import { type Ledger, useLedger } from './use-ledger.ts';

const EXPORT_WORDS = { csv: 'ledger.export', xlsx: 'ledger.export-xlsx' } as const;

export function LedgerScreen(props: SectionProps) {
  const { client, live, identity, places, zone, opening, onOpen } = props;
  const [filter, setFilter] = useState(() =>
    opening?.section === 'ledger' ? { ...FIRST_FILTER, ...opening.filter } : FIRST_FILTER,
  );
  const [selected, setSelected] = useState<EntryRow | null>(null);
  const isNarrow = useNarrow();
  const compounds = useMemo(() => gateOptions(places), [places]);
  const gates = useMemo(() => compounds.flatMap((compound) => compound.gates), [compounds]);
  const query = queryOf(filter, gates, client.now(), zone);
  const ledger = useLedger(client, query, live.changes);
  const exporting = useExport(client, query, daysOf(filter, client.now(), zone));
  const { list } = ledger;
  const isFirstDay = filter === FIRST_FILTER && may(identity.role, 'invite');
  const shown = selected && (list?.rows.find((row) => row.id === selected.id) ?? selected);

  const close = () => {
    focusRow(selected?.id ?? null);
    setSelected(null);
  };
  const search = (text: string) => {
    setFilter({ ...FIRST_FILTER, time: 'week', text });
    setSelected(null);
  };
  const Rows = isNarrow ? LedgerRows : LedgerTable;

  return (
    <Page
      title={say('ledger.title')}
      about={list ? totalWords(list) : ''}
      live={live}
      isFixed
      acts={EXPORT_FORMATS.toReversed().map((format) => (
        <DeskButton
          key={format}
          icon="get"
          isBusy={exporting.busyWith !== null}
          onClick={() => exporting.start(format)}
        >
          {say(exporting.busyWith === format ? 'ledger.exporting' : EXPORT_WORDS[format])}
        </DeskButton>
      ))}
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
          {exporting.failure && <FailureNote why={exporting.failure} onAgain={exporting.again} />}
          {needsNote(ledger) && ledger.failure && (
            <FailureNote why={ledger.failure} onAgain={ledger.fetchAgain} />
          )}
          <section
            class={css.scroll}
            aria-label={say('ledger.title')}
            aria-busy={ledger.isFetching}
          >
            {!list && !ledger.failure && <LoadingNote />}
            {list?.rows.length === 0 && isFirstDay && (
              <FirstSteps client={client} places={places} changes={live.changes} />
            )}
            {list?.rows.length === 0 && !isFirstDay && (
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
            mayReadNames={may(identity.role, 'read-full-names')}
            onClose={close}
            onSearch={search}
            onMark={
              may(identity.role, 'keep-marks')
                ? (subject, who) => onOpen({ section: 'people', subject, who })
                : null
            }
          />
        )}
      </div>
    </Page>
  );
}

const totalWords = ({ total, late, counted }: LedgerList): string =>
  [
    late > 0 ? say('ledger.total-late', { total, late }) : say('ledger.total', { total }),
    ...(counted ? [say('ledger.counted', counted)] : []),
  ].join(say('list.comma'));

/** With rows in view, a server that is away is said by the live mark and its age. */
const needsNote = ({ list, failure }: Ledger): boolean =>
  failure !== null && !(list && failure === 'server-away');

const isPlain = ({ text, verdict, direction }: LedgerQuery): boolean =>
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

function useExport(client: DeskClient, query: LedgerQuery, days: string) {
  const [busyWith, setBusyWith] = useState<ExportFormat | null>(null);
  const [failed, setFailed] = useState<{ why: DeskFailure; format: ExportFormat } | null>(null);
  const start = (format: ExportFormat) => {
    setBusyWith(format);
    setFailed(null);
    const request = { ledger: 'entries', format, locale: currentLocale(), ...query } as const;
    client.exportLedger(request).then((answer) => {
      setBusyWith(null);
      if (answer.kind === 'failed') setFailed({ why: answer.why, format });
      else saveFile(answer.value, `${say('ledger.file-name', { days })}.${format}`);
    });
  };
  const again = () => failed && start(failed.format);
  return { busyWith, failure: failed?.why ?? null, start, again };
}
