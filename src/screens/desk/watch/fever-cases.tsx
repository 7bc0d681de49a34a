import type { Place } from '../../../domain/place.ts';
import type { PlacedContact } from '../../../protocol/marks.ts';
import type { FeverCase } from '../../../protocol/reviews.ts';
import { formatDateTime, formatTime, say } from '../../../words/i18n.ts';
import { useNow } from '../../use-now.ts';
import { EntryName, homeWords } from '../ledger/entry-name.tsx';
import { temperatureWords } from '../ledger/entry-words.ts';
import { DeskButton } from '../parts/controls.tsx';
import { elapsedWords } from '../parts/elapsed-words.ts';
import type { Opening } from '../parts/opening.ts';
import { contactsFor } from './case-contacts.ts';
import css from './fever-cases.module.css';
import { ledgerOf } from './ledger-opening.ts';

interface FeverCasesProps {
  cases: readonly FeverCase[];
  contacts: readonly PlacedContact[];
  places: readonly Place[];
  /** By the server's clock. */
  now: () => number;
  zone: string;
  onOpen: (opening: Opening) => void;
}

/** Open ones with running clocks, the longest first; then those closed today. */
export function FeverCases({ cases, contacts, places, now, zone, onOpen }: FeverCasesProps) {
  const ordered = [...cases].sort(
    (one, other) =>
      Number(one.closedAt !== null) - Number(other.closedAt !== null) || one.since - other.since,
  );
  return (
    <ol class={css.cases}>
      {ordered.map((one) => (
        <li key={one.row.id} class={one.closedAt === null ? css.open : undefined}>
          <Case
            fever={one}
            contacts={one.closedAt === null ? contactsFor(one.row.gateId, contacts, places) : []}
            now={now}
            zone={zone}
            onOpen={onOpen}
          />
        </li>
      ))}
    </ol>
  );
}

interface CaseProps {
  fever: FeverCase;
  contacts: readonly PlacedContact[];
  now: () => number;
  zone: string;
  onOpen: (opening: Opening) => void;
}

function Case({ fever: { row, since, closedAt, steps }, contacts, now, zone, onOpen }: CaseProps) {
  return (
    <>
      <div class={css.clock}>
        {closedAt === null ? (
          <Clock since={since} now={now} />
        ) : (
          <>
            <b>{elapsedWords(closedAt - since)}</b>
            <span>{say('watch.closed-at', { time: formatTime(closedAt, zone) })}</span>
          </>
        )}
      </div>
      <div class={css.whole}>
        <p class={css.who}>
          <b>{row.gateName}</b>{' '}
          <span>
            <EntryName row={row} /> {homeWords(row)}
          </span>
        </p>
        <p>
          {say('watch.reading', {
            degrees: temperatureWords(row),
            time: formatDateTime(since, zone),
            outcome: say(`register.outcome-${row.outcome}`),
          })}
        </p>
        {row.note && <p>{row.note}</p>}
        {steps.length > 0 ? (
          <ol class={css.steps} aria-label={say('watch.steps')}>
            {steps.map(({ at, step, by, note }) => (
              <li key={`${at} ${step}`}>
                <time>{formatTime(at, zone)}</time> <b>{say(`watch.step-${step}`)}</b>{' '}
                {[by, note].filter((words) => words !== '').join(say('list.comma'))}
              </li>
            ))}
          </ol>
        ) : (
          closedAt === null && <p class={css.nobody}>{say('watch.nobody-called')}</p>
        )}
        {contacts.length > 0 && (
          <ul class={css.contacts} aria-label={say('watch.call')}>
            {contacts.slice(0, 6).map(({ id, name, duty, phone }) => (
              <li key={id}>
                <a href={`tel:${phone.replaceAll(/[ -]/g, '')}`}>
                  {name} {duty} {phone}
                </a>
              </li>
            ))}
          </ul>
        )}
        <p class={css.act}>
          <DeskButton isStill onClick={() => onOpen(ledgerOf(row, zone))}>
            {say('watch.see-ledger')}
          </DeskButton>
        </p>
      </div>
    </>
  );
}

function Clock({ since, now }: { since: number; now: () => number }) {
  useNow(1000);
  return (
    <>
      <b role="timer">{elapsedWords(now() - since)}</b>
      <span>{say('watch.open')}</span>
    </>
  );
}
