import type { GateCardAnswer } from '../../../protocol/passes.ts';
import { say } from '../../../words/i18n.ts';
import { cardGroups } from '../passes/card-groups.ts';
import css from './card-sheet.module.css';
import { PrintQr } from './print-qr.tsx';
import { Sheet } from './sheet.tsx';

export const CARDS_A_SHEET = 8;

interface CardSheetProps {
  cards: readonly GateCardAnswer[];
  streetName: string;
  page: string;
}

/** As wide and high as a bank card (85.6 × 54 mm): it fits the usual sleeve on a ribbon. */
export function CardSheet({ cards, streetName, page }: CardSheetProps) {
  return (
    <Sheet head={say('print.cards-head', { street: streetName })} page={page}>
      <div class={css.grid}>
        {cards.map((card) => (
          <section key={card.text} class={css.card}>
            <div class={css.code}>
              <PrintQr text={card.text} />
            </div>
            <div class={css.words}>
              <p>{card.compoundName}</p>
              <p class={css.gate}>{card.gateName}</p>
              <p>{say('print.card-epoch', { epoch: card.epoch })}</p>
              <p class={css.groups}>
                {cardGroups(card.text).map((four, index) => (
                  <span key={index}>{four}</span>
                ))}
              </p>
              <p class={css.warning}>{say('print.card-warning')}</p>
            </div>
          </section>
        ))}
      </div>
      <p class={css.how}>{say('print.card-how')}</p>
    </Sheet>
  );
}
