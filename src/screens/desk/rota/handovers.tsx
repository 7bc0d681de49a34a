import type { RotaAnswer } from '../../../protocol/rota.ts';
import { formatTime, say } from '../../../words/i18n.ts';
import type { GateOption } from '../parts/gate-options.ts';
import { gateWords } from './gate-words.ts';
import css from './handovers.module.css';

interface HandoversProps {
  handovers: RotaAnswer['handovers'];
  gates: ReadonlyMap<string, GateOption>;
  zone: string;
}

/** What each shift left in words for the next, and whether the next has taken it over. */
export function Handovers({ handovers, gates, zone }: HandoversProps) {
  if (handovers.length === 0) return null;
  return (
    <section class={css.handovers}>
      <h2>{say('rota-desk.handovers')}</h2>
      <ol>
        {handovers.map(({ gateId, at, from, text, accepted }) => (
          <li key={`${gateId} ${at}`}>
            <p class={css.where}>
              <time>{formatTime(at, zone)}</time> <b>{gateWords(gates.get(gateId))}</b>{' '}
              {from.join(say('list.comma'))}
            </p>
            <p class={css.text}>{text}</p>
            <p class={accepted ? css.quiet : css.open}>
              {accepted
                ? say('rota-desk.accepted', {
                    name: accepted.by,
                    time: formatTime(accepted.at, zone),
                  })
                : say('rota-desk.not-accepted')}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
