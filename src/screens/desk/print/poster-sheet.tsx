import type { Locale } from '../../../words/message-id.ts';
import { visitSay } from '../../../words/visit-words.ts';
import css from './poster-sheet.module.css';
import { PrintQr } from './print-qr.tsx';
import { Sheet } from './sheet.tsx';

interface PosterSheetProps {
  /** Of the visitors' form. */
  address: string;
  gateId: string;
  gateName: string;
  streetName: string;
}

const LOCALES = ['zh-CN', 'zh-TW', 'en'] as const satisfies readonly Locale[];
const STEPS = ['scan', 'fill', 'show'] as const;

/** To hang at the gate. In every language whatever the desk's: nobody knows who comes. */
export function PosterSheet({ address, gateId, gateName, streetName }: PosterSheetProps) {
  return (
    <Sheet>
      <section class={css.poster}>
        <header class={css.head}>
          <span>{streetName}</span>
          <span>{gateName}</span>
        </header>
        <h2 class={css.title}>
          {LOCALES.map((locale) => (
            <span key={locale} lang={locale}>
              {visitSay(locale)('visit.poster-title')}
            </span>
          ))}
        </h2>
        <div class={css.code}>
          <PrintQr text={`${address}#${gateId}`} isLink />
        </div>
        <ol class={css.steps}>
          {STEPS.map((step) => (
            <li key={step}>
              {LOCALES.map((locale) => (
                <p key={locale} lang={locale}>
                  {visitSay(locale)(`visit.poster-${step}`)}
                </p>
              ))}
            </li>
          ))}
        </ol>
        <footer class={css.foot}>
          {LOCALES.map((locale) => (
            <p key={locale} lang={locale}>
              {visitSay(locale)('visit.poster-else')}
            </p>
          ))}
          <p class={css.address}>{address}</p>
        </footer>
      </section>
    </Sheet>
  );
}
