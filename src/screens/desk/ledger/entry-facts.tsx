import type { EntryRow } from '../../../protocol/entries.ts';
import { VerdictMark } from '../../../ui/verdict-mark.tsx';
import { formatDateTime, say } from '../../../words/i18n.ts';
import { EntryDirection } from './entry-direction.tsx';
import css from './entry-facts.module.css';
import { EntryName } from './entry-name.tsx';
import { degrees, doubtWords, namesTogether, reasonWords, shownWords } from './entry-words.ts';

/** All of one entry, for which the row has no room. */
export function EntryFacts({ row, isFull }: { row: EntryRow; isFull: boolean }) {
  const comma = say('list.comma');
  const reading =
    row.temperatureTenths === null
      ? say('entry.not-measured')
      : [
          say('entry.temperature', { degrees: degrees(row.temperatureTenths) }),
          ...(row.site ? [say(`entry.site-${row.site}`)] : []),
        ].join(' ');
  const how = [formatDateTime(row.at), row.gateName, say(`entry.by-${row.identification}`)];
  const shown = shownWords(row);
  const doubts = doubtWords(row);
  return (
    <div class={css.facts}>
      <p class={css.who}>
        <b>
          <EntryName row={row} isFull={isFull} />
        </b>
        <EntryDirection direction={row.direction} />
        <VerdictMark verdict={row.verdict} />
      </p>
      <p class={css.reason}>{[reading, reasonWords(row)].filter(Boolean).join(comma)}</p>
      {shown.length > 0 && <p>{shown.join(comma)}</p>}
      <p>{how.join(comma)}</p>
      {row.onDuty.length > 0 && <p>{say('entry.on-duty', { names: namesTogether(row.onDuty) })}</p>}
      {doubts.length > 0 && <p class={css.doubts}>{doubts.join(comma)}</p>}
    </div>
  );
}
