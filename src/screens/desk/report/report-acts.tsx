import { useRef, useState } from 'preact/hooks';
import type { DeskFailure } from '../../../desk-client/answer.ts';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import { reportState } from '../../../domain/daily-report.ts';
import type { Place } from '../../../domain/place.ts';
import { dayPlus } from '../../../domain/street-calendar.ts';
import { streetMoment } from '../../../domain/street-time.ts';
import { currentLocale, formatTime, say } from '../../../words/i18n.ts';
import { AskFirst } from '../parts/ask-first.tsx';
import { DeskButton } from '../parts/controls.tsx';
import { newId } from '../parts/new-id.ts';
import { saveFile } from '../parts/save-file.ts';
import type { ReportedGate } from './report-places.ts';
import css from './report-screen.module.css';

interface ReportActsProps {
  client: DeskClient;
  place: Place;
  day: string;
  dayWords: string;
  deadlineAt: number;
  /** Those that have not reported, or whose records are on their way. */
  lacking: readonly ReportedGate[];
  zone: string;
  mayRemind: boolean;
  onSign: (() => void) | null;
  onForm: (() => void) | null;
  onSaid: (words: string) => void;
  onFailed: (why: DeskFailure) => void;
}

/** What is done with the whole sheet. */
export function ReportActs(props: ReportActsProps) {
  const { client, place, day, lacking, mayRemind, onSign, onForm, onSaid, onFailed } = props;
  const [isExporting, setExporting] = useState(false);
  const reminding = useReminding(props);
  const exportSheet = async () => {
    setExporting(true);
    const answer = await client.exportLedger({
      ledger: 'daily-report',
      format: 'xlsx',
      locale: currentLocale(),
      day,
      placeId: place.id,
    });
    setExporting(false);
    if (answer.kind === 'failed') return onFailed(answer.why);
    saveFile(answer.value, `${say('report.file-name', { place: place.name, day })}.xlsx`);
  };
  return (
    <div class={css.acts}>
      {onForm && (
        <DeskButton isStill icon="rule" onClick={onForm}>
          {say('report.form')}
        </DeskButton>
      )}
      <DeskButton isStill icon="print" onClick={() => print()}>
        {say('report.print')}
      </DeskButton>
      <DeskButton isStill icon="get" isBusy={isExporting} onClick={() => void exportSheet()}>
        {say(isExporting ? 'report.exporting' : 'report.xlsx')}
      </DeskButton>
      {mayRemind && lacking.length > 0 && (
        <AskFirst
          icon="horn"
          face={say(reminding.isBusy ? 'report.reminding' : 'report.remind', {
            count: lacking.length,
          })}
          question={say('report.remind-question', { count: lacking.length })}
          yes={say('report.remind-yes')}
          isBusy={reminding.isBusy}
          onYes={() => void reminding.start().then(onSaid)}
        />
      )}
      {onSign && (
        <DeskButton isMain onClick={onSign}>
          {say('report.sign')}
        </DeskButton>
      )}
    </div>
  );
}

/** One notice to each gate, with one id until it has gone out: sent again, it is still one. */
function useReminding(props: ReportActsProps): { isBusy: boolean; start: () => Promise<string> } {
  const { client, day, dayWords, deadlineAt, lacking, zone } = props;
  const [isBusy, setBusy] = useState(false);
  const ids = useRef(new Map<string, string>());
  const start = async (): Promise<string> => {
    setBusy(true);
    let count = 0;
    for (const { gate, report } of lacking) {
      const what = reportState(report) === 'unsynced' ? 'unsynced' : 'missing';
      const key = `${day} ${gate.id} ${what}`;
      const id = ids.current.get(key) ?? newId();
      ids.current.set(key, id);
      const answer = await client.changeNotice({
        kind: 'make',
        id,
        placeId: gate.id,
        title: say(`report.notice-${what}-title`, { day: dayWords }),
        text: say(`report.notice-${what}-text`, {
          day: dayWords,
          deadline: formatTime(deadlineAt, zone),
        }),
        expiresAt: streetMoment(dayPlus(day, 2), 0, 0, zone),
      });
      if (answer.kind === 'failed') continue;
      count++;
      ids.current.delete(key);
    }
    setBusy(false);
    const failed = lacking.length - count;
    return failed === 0
      ? say('report.reminded', { count })
      : say('report.reminded-part', { count, failed });
  };
  return { isBusy, start };
}
