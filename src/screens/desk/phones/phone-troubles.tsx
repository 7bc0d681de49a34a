import type { ListedDevice } from '../../../protocol/devices.ts';
import { formatDateTime, say } from '../../../words/i18n.ts';
import css from './phone-troubles.module.css';
import { troubleLine, troublesByKind, troubleWords } from './phone-words.ts';

const PLACES_NAMED = 5;

/** What asks for a look at a phone: one line, and behind it where it is and what to do about it. */
export function PhoneTroubles({ phone, zone }: { phone: ListedDevice; zone: string }) {
  const line = troubleLine(phone);
  if (line === '') return null;
  return (
    <details class={css.troubles}>
      <summary>{line}</summary>
      {troublesByKind(phone).map(({ kind, words, where }) => (
        <section key={kind}>
          <p>
            <b>{words}</b>
          </p>
          <p>{say(`phones.about-${kind}`)}</p>
          <ul class={css.places}>
            {where.slice(0, PLACES_NAMED).map(({ gateName, startedAt, records }, index) => (
              <li key={`${startedAt} ${index}`}>
                {say('phones.trouble-where', {
                  gate: gateName,
                  time: formatDateTime(startedAt, zone),
                })}
                {where.length > 1 &&
                  kind !== 'shared' &&
                  `${say('list.comma')}${troubleWords(kind, records)}`}
              </li>
            ))}
            {where.length > PLACES_NAMED && <li>…</li>}
          </ul>
        </section>
      ))}
    </details>
  );
}
