import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { Role } from '../../../domain/role.ts';
import { streetDay } from '../../../domain/street-time.ts';
import type { RetentionAnswer } from '../../../protocol/retention.ts';
import { currentLocale, say } from '../../../words/i18n.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { numberWords } from '../parts/number-words.ts';
import { LoadingNote } from '../parts/state-note.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { Fact, Facts } from './facts.tsx';
import css from './settings-screen.module.css';

interface WhatIsKeptProps {
  client: Pick<DeskClient, 'readRetention' | 'now'>;
  /** IANA name of the street's zone. */
  zone: string;
}

const DAY_MS = 86_400_000;
/** Clearing is a weekly chore: until then nothing is late. */
const PATIENCE_DAYS = 7;

/** What is kept, until when, and who may see it: by the server's own settings. */
export function WhatIsKept({ client, zone }: WhatIsKeptProps) {
  const { value, failure, askAgain } = useAnswer('retention', client.readRetention);
  return (
    <section>
      <h2>{say('desk-settings.kept')}</h2>
      <p>{say('desk-settings.kept-where')}</p>
      {value ? (
        <KeptFacts kept={value} now={client.now()} zone={zone} />
      ) : failure ? (
        <FailureNote why={failure} onAgain={askAgain} />
      ) : (
        <LoadingNote />
      )}
      <p>{say('desk-settings.kept-who')}</p>
    </section>
  );
}

function KeptFacts({ kept, now, zone }: { kept: RetentionAnswer; now: number; zone: string }) {
  const { days, accessDays, oldestAt, purgedAt, months } = kept;
  const day = (at: number | null) =>
    at === null ? say('desk-settings.kept-none') : streetDay(at, zone);
  const isDue = oldestAt !== null && oldestAt < now - (days + PATIENCE_DAYS) * DAY_MS;
  return (
    <>
      <Facts>
        <Fact name={say('desk-settings.kept-records')}>
          {say('desk-settings.kept-days', { days: numberWords(days) })}
        </Fact>
        <Fact name={say('desk-settings.kept-oldest')}>{day(oldestAt)}</Fact>
        <Fact name={say('desk-settings.kept-purged')}>{day(purgedAt)}</Fact>
        <Fact name={say('desk-settings.kept-months')}>{listed(months.map(monthWords))}</Fact>
        <Fact name={say('desk-settings.kept-readers')}>{roleWords(kept.readers)}</Fact>
        <Fact name={say('desk-settings.kept-full-names')}>{roleWords(kept.fullNames)}</Fact>
        <Fact name={say('desk-settings.kept-gates')}>{say('desk-settings.kept-gates-what')}</Fact>
        <Fact name={say('desk-settings.kept-accesses')}>
          {say('desk-settings.kept-accesses-for', {
            roles: roleWords(kept.accessReaders),
            days: numberWords(accessDays),
          })}
        </Fact>
      </Facts>
      {isDue && (
        <p class={css.due} role="note">
          {say('desk-settings.kept-due')}
        </p>
      )}
      <p>{say('desk-settings.kept-months-then')}</p>
    </>
  );
}

const listed = (words: readonly string[]): string =>
  new Intl.ListFormat(currentLocale(), { type: 'conjunction' }).format(words);

const roleWords = (roles: readonly Role[]): string =>
  listed(roles.map((role) => say(`role.${role}`)));

/** '2022-04' as people write it. */
function monthWords(month: string): string {
  const format = new Intl.DateTimeFormat(currentLocale(), {
    year: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  });
  return format.format(Date.parse(`${month}-01T00:00:00Z`));
}
