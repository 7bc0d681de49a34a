import { useMemo, useRef, useState } from 'preact/hooks';
import { may } from '../../../domain/role.ts';
import { streetDay } from '../../../domain/street-time.ts';
import { say } from '../../../words/i18n.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { numberWords } from '../parts/number-words.ts';
import { Page } from '../parts/page.tsx';
import type { SectionProps } from '../parts/section-props.ts';
import { EmptyNote, LoadingNote } from '../parts/state-note.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { useSlowed } from '../parts/use-slowed.ts';
import { FeverCases } from './fever-cases.tsx';
import { Outside, type OutsideFilter } from './outside.tsx';
import { Reviews } from './reviews.tsx';
import css from './watch-screen.module.css';

/** All that follows from one passing is asked for again at most this often. */
const CASES_EVERY_MS = 2_000;
const OUTSIDE_EVERY_MS = 10_000;
const REVIEWS_EVERY_MS = 60_000;

const PARTS = ['cases', 'outside', 'overdue', 'reviews'] as const;
type Part = (typeof PARTS)[number];

/** What somebody has to act on: fevers, who is out too long, what wants a second look. */
export function WatchScreen({ client, live, identity, places, zone, onOpen }: SectionProps) {
  const { role } = identity;
  const today = streetDay(client.now(), zone);
  const [day, setDay] = useState(today);
  const [filter, setFilter] = useState<OutsideFilter>({ placeId: '', overdueOnly: false });
  const cases = useAnswer(
    today,
    (signal) => client.readCases({ day: today }, signal),
    useSlowed(live.changes, CASES_EVERY_MS),
  );
  const outside = useAnswer(
    JSON.stringify(filter),
    (signal) => {
      const { placeId, overdueOnly } = filter;
      return client.readOutside({ ...(placeId && { placeId }), overdueOnly }, signal);
    },
    useSlowed(live.changes, OUTSIDE_EVERY_MS),
  );
  const reviews = useAnswer(
    day,
    (signal) => client.readReviews({ day }, signal),
    useSlowed(live.changes, REVIEWS_EVERY_MS),
  );
  const contacts = useAnswer('contacts', may(role, 'manage-places') ? client.readContacts : null);
  const all = cases.value?.cases;
  const open = all?.filter(({ closedAt }) => closedAt === null).length ?? null;
  const waiting = useMemo(
    () => reviews.value?.reviews.filter(({ reviewed }) => reviewed === null).length ?? null,
    [reviews.value],
  );
  const headings = useRef<Partial<Record<Part, HTMLHeadingElement | null>>>({});
  const figures: Readonly<Record<Part, number | null>> = {
    cases: open,
    outside: outside.value?.peopleOut ?? null,
    overdue: outside.value?.overdue ?? null,
    reviews: waiting,
  };
  const show = (part: Part) => {
    if (part === 'overdue') setFilter({ ...filter, overdueOnly: true });
    const heading = headings.current[part === 'overdue' ? 'outside' : part];
    heading?.scrollIntoView();
    heading?.focus({ preventScroll: true });
  };
  const heading = (part: Exclude<Part, 'overdue'>) => (
    <h2
      tabIndex={-1}
      ref={(element) => {
        headings.current[part] = element;
      }}
    >
      {say(`watch.${part}`)}
    </h2>
  );
  return (
    <Page title={say('watch.title')} live={live}>
      <ul class={css.figures}>
        {PARTS.map((part) => (
          <li key={part}>
            <button type="button" onClick={() => show(part)}>
              <span>{say(`watch.figure-${part}`)}</span>
              <b class={isPressing(part, figures[part]) ? css.pressing : undefined}>
                {figures[part] === null ? '—' : numberWords(figures[part])}
              </b>
            </button>
          </li>
        ))}
      </ul>
      <section class={css.part}>
        {heading('cases')}
        {cases.failure && <FailureNote why={cases.failure} onAgain={cases.askAgain} />}
        {!all && !cases.failure && <LoadingNote />}
        {all?.length === 0 && <EmptyNote>{say('watch.no-cases')}</EmptyNote>}
        {all && (
          <FeverCases
            cases={all}
            contacts={contacts.value?.contacts ?? []}
            places={places}
            now={client.now}
            zone={zone}
            onOpen={onOpen}
          />
        )}
      </section>
      <section class={css.part}>
        {heading('outside')}
        <Outside
          asked={outside}
          filter={filter}
          places={places}
          now={client.now}
          zone={zone}
          onFilter={setFilter}
          onOpen={onOpen}
        />
      </section>
      <section class={css.part}>
        {heading('reviews')}
        <p class={css.about}>{say('watch.reviews-about')}</p>
        <Reviews
          client={client}
          day={day}
          asked={reviews}
          mayReview={may(role, 'review')}
          zone={zone}
          onDay={setDay}
          onOpen={onOpen}
        />
      </section>
    </Page>
  );
}

const isPressing = (part: Part, figure: number | null): boolean =>
  (part === 'cases' || part === 'overdue') && figure !== null && figure > 0;
