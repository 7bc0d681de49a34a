import type { DeskClient } from '../../../desk-client/desk-client.ts';
import { streetDay } from '../../../domain/street-time.ts';
import { Icon } from '../../../ui/icon.tsx';
import { say } from '../../../words/i18n.ts';
import { useNow } from '../../use-now.ts';
import { elapsedWords } from '../parts/elapsed-words.ts';
import { useAnswer } from '../parts/use-answer.ts';
import type { Live } from '../parts/use-live.ts';
import { useSlowed } from '../parts/use-slowed.ts';
import css from './fever-bar.module.css';

interface FeverBarProps {
  client: DeskClient;
  live: Live;
  zone: string;
  /** The section with the cases themselves is in view. */
  isHere: boolean;
}

const ASK_EVERY_MS = 2000;

/** Stands above every section while somebody with a fever waits for an outcome. Its clock runs silently. */
export function FeverBar({ client, live, zone, isHere }: FeverBarProps) {
  const changes = useSlowed(live.changes, ASK_EVERY_MS);
  const { value } = useAnswer(
    'open',
    (signal) => client.readCases({ day: streetDay(client.now(), zone) }, signal),
    changes,
  );
  const open = value?.cases.filter(({ closedAt }) => closedAt === null) ?? [];
  const count = open.length;
  const since = Math.min(...open.map((one) => one.since));
  const words = say('fever-bar.open', { count });
  return (
    <>
      <p class="vh" role="status">
        {count > 0 && words}
      </p>
      {count > 0 && (
        <a
          class={css.bar}
          href="#watch"
          data-fever={count}
          aria-current={isHere ? 'page' : undefined}
        >
          <Icon name="fever" size="small" />
          <b>{words}</b>
          <LongestClock since={since} client={client} />
          {!isHere && <span class={css.go}>{say('fever-bar.go')}</span>}
        </a>
      )}
    </>
  );
}

function LongestClock({ since, client }: { since: number; client: DeskClient }) {
  useNow(1000);
  return (
    <span class={css.clock} aria-hidden="true">
      {say('fever-bar.longest', { clock: elapsedWords(client.now() - since) })}
    </span>
  );
}
