import { useEffect, useRef, useState } from 'preact/hooks';
import type { DeskFailure } from '../../../desk-client/answer.ts';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import { streetDay } from '../../../domain/street-time.ts';
import {
  EXPORT_FORMATS,
  type ExportedLedger,
  type ExportFormat,
} from '../../../protocol/exports.ts';
import { currentLocale, say } from '../../../words/i18n.ts';
import { DeskButton } from './controls.tsx';
import css from './export-menu.module.css';
import { FailureNote } from './failure-note.tsx';
import { saveFile } from './save-file.ts';

type PlaceLedger = Exclude<ExportedLedger, 'entries' | 'daily-report'>;

interface ExportMenuProps {
  client: DeskClient;
  ledgers: readonly PlaceLedger[];
  /** All within it. */
  placeId: string;
  placeName: string;
  zone: string;
}

interface Wanted {
  readonly ledger: PlaceLedger;
  readonly format: ExportFormat;
}

/** Lists that leave as files: behind one button, each for Excel and as CSV. */
export function ExportMenu({ client, ledgers, placeId, placeName, zone }: ExportMenuProps) {
  const [isOpen, setOpen] = useState(false);
  const [busyWith, setBusyWith] = useState<Wanted | null>(null);
  const [failed, setFailed] = useState<{ why: DeskFailure; wanted: Wanted } | null>(null);
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    const onPress = (event: Event) => {
      if (!menu.current?.contains(event.target as Node)) setOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      menu.current?.querySelector('button')?.focus();
    };
    addEventListener('pointerdown', onPress);
    addEventListener('keydown', onKey);
    return () => {
      removeEventListener('pointerdown', onPress);
      removeEventListener('keydown', onKey);
    };
  }, [isOpen]);
  const start = async (wanted: Wanted) => {
    if (busyWith) return;
    setBusyWith(wanted);
    setFailed(null);
    const answer = await client.exportLedger({ ...wanted, locale: currentLocale(), placeId });
    setBusyWith(null);
    if (answer.kind === 'failed') return setFailed({ why: answer.why, wanted });
    const { ledger, format } = wanted;
    const day = streetDay(client.now(), zone);
    saveFile(answer.value, `${placeName} ${say(`export-menu.${ledger}`)} ${day}.${format}`);
  };
  return (
    <div class={css.menu} ref={menu}>
      <DeskButton icon="get" isStill isExpanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {say('export-menu.open')}
      </DeskButton>
      {isOpen && (
        <ul class={css.list}>
          {ledgers.map((ledger) => (
            <li key={ledger}>
              <span>{say(`export-menu.${ledger}`)}</span>
              {EXPORT_FORMATS.toReversed().map((format) => (
                <DeskButton
                  key={format}
                  isStill
                  isBusy={busyWith !== null}
                  onClick={() => void start({ ledger, format })}
                >
                  <span class="vh">{say(`export-menu.${ledger}`)} </span>
                  {say(
                    busyWith?.ledger === ledger && busyWith.format === format
                      ? 'ledger.exporting'
                      : `export-menu.as-${format}`,
                  )}
                </DeskButton>
              ))}
            </li>
          ))}
          {failed && (
            <li>
              <FailureNote why={failed.why} onAgain={() => void start(failed.wanted)} />
            </li>
          )}
        </ul>
      )}
    </div>
  );
}
