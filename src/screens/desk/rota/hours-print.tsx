import { useEffect, useRef, useState } from 'preact/hooks';
import type { HoursCard } from '../../../protocol/rota.ts';
import { say } from '../../../words/i18n.ts';
import { Choice, DeskButton } from '../parts/controls.tsx';
import { PrintLayout } from '../print/print-layout.tsx';
import page from '../print/print-screen.module.css';
import type { PaperSize } from '../print/use-paper.ts';
import { HoursSheet, STAYS_A_SHEET } from './hours-sheet.tsx';

interface HoursPrintProps {
  card: HoursCard;
  month: string;
  streetName: string;
  zone: string;
  onBack: () => void;
}

/** A volunteer's own card of hours, to take home. */
export function HoursPrint({ card, month, streetName, zone, onBack }: HoursPrintProps) {
  const [size, setSize] = useState<PaperSize>('A5');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, []);
  const each = STAYS_A_SHEET[size];
  const sheets = Math.max(1, Math.ceil(card.stays.length / each));
  return (
    <main id="page" tabIndex={-1} class={page.page}>
      <header class={page.top}>
        <DeskButton isStill icon="back" onClick={onBack}>
          {say('act.back')}
        </DeskButton>
        <h1 ref={heading} tabIndex={-1}>
          {say('rota-desk.card')}
        </h1>
      </header>
      <PrintLayout
        orientation="portrait"
        size={size}
        isReady
        about={say('print.sheets', { count: sheets })}
        options={
          <Choice<PaperSize>
            label={say('rota-desk.paper')}
            value={size}
            onChange={setSize}
            options={[
              { value: 'A5', face: 'A5' },
              { value: 'A4', face: 'A4' },
            ]}
          />
        }
      >
        {Array.from({ length: sheets }, (_, place) => (
          <HoursSheet
            key={place}
            card={card}
            stays={card.stays.slice(place * each, (place + 1) * each)}
            size={size}
            month={month}
            streetName={streetName}
            zone={zone}
            page={say('print.page-of', { page: place + 1, of: sheets })}
            isLast={place === sheets - 1}
          />
        ))}
      </PrintLayout>
    </main>
  );
}
