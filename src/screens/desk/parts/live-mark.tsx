import { say } from '../../../words/i18n.ts';
import { useNow } from '../../use-now.ts';
import { sayAge } from './age-words.ts';
import css from './live-mark.module.css';
import type { Live } from './use-live.ts';

/** How fresh what is on screen is. Its seconds run silently; only a change of phase is announced. */
export function LiveMark({ live }: { live: Live }) {
  const now = useNow(1_000);
  return (
    <p class={`${css.mark} ${css[live.phase]}`}>
      <span aria-hidden="true">{liveWords(live, now)}</span>
      <span class="vh" role="status">
        {say(PHASE_WORDS[live.phase])}
      </span>
    </p>
  );
}

const PHASE_WORDS = {
  connecting: 'live.connecting',
  live: 'live.now',
  away: 'live.away-empty',
  revoked: 'live.revoked',
} as const;

function liveWords({ phase, heardAt }: Live, now: number): string {
  if (heardAt === null) return say(PHASE_WORDS[phase]);
  const ageMs = now - heardAt;
  if (phase === 'away') return say('live.away', { age: sayAge(ageMs) });
  if (phase !== 'live' || ageMs < 1000) return say(PHASE_WORDS[phase]);
  return say('live.ago', { age: sayAge(ageMs) });
}
