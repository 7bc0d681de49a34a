import type { HoursCard } from '../../../protocol/rota.ts';
import { formatDate, say } from '../../../words/i18n.ts';
import { Sheet } from '../print/sheet.tsx';
import type { PaperSize } from '../print/use-paper.ts';
import css from './hours-sheet.module.css';
import { monthWords } from './months.ts';
import { durationWords } from './rota-words.ts';
import { stayWords } from './stay-words.ts';

/** Rows that leave room for the head and the signatures. */
export const STAYS_A_SHEET: Readonly<Record<PaperSize, number>> = { A4: 32, A5: 19 };

interface HoursSheetProps {
  card: HoursCard;
  /** Those of this sheet. */
  stays: HoursCard['stays'];
  size: PaperSize;
  month: string;
  streetName: string;
  zone: string;
  page: string;
  /** The total and the signatures stand on it. */
  isLast: boolean;
}

export function HoursSheet(props: HoursSheetProps) {
  const { card, stays, size, month, streetName, zone, page, isLast } = props;
  const { volunteer, servedMinutes } = card;
  return (
    <Sheet size={size} head={streetName} page={page}>
      <h2 class={css.title}>{say('rota-desk.card-title')}</h2>
      <p class={css.who}>
        <b>{volunteer.name}</b>
        <span>{volunteer.unit}</span>
        <span>{monthWords(month)}</span>
      </p>
      <table class={css.stays}>
        <thead>
          <tr>
            <th scope="col">{say('rota-desk.day')}</th>
            <th scope="col">{say('column.gate')}</th>
            <th scope="col">{say('rota-desk.hours')}</th>
            <th scope="col">{say('rota-desk.served')}</th>
          </tr>
        </thead>
        <tbody>
          {stays.map((stay) => (
            <tr key={`${stay.gateId} ${stay.from}`}>
              <td>{formatDate(stay.from, zone)}</td>
              <td>{stay.gateName}</td>
              <td>{stayWords(stay, zone)}</td>
              <td>
                {stay.until !== null &&
                  durationWords(Math.floor((stay.until - stay.from) / 60_000))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {isLast && (
        <>
          <p class={css.total}>
            {say('rota-desk.card-total')} <b>{durationWords(servedMinutes)}</b>
          </p>
          <p class={css.from}>{say('rota-desk.card-from-logs')}</p>
          <p class={css.signatures}>
            <span>{say('rota-desk.card-signature')}</span>
            <span>{say('rota-desk.card-seal', { street: streetName })}</span>
          </p>
        </>
      )}
    </Sheet>
  );
}
