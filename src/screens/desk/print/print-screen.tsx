import { useEffect, useRef, useState } from 'preact/hooks';
import type { IssuedPass } from '../../../protocol/passes.ts';
import { say } from '../../../words/i18n.ts';
import { Choice, DeskButton } from '../parts/controls.tsx';
import type { SectionProps } from '../parts/section-props.ts';
import type { Validity } from '../passes/validity-select.tsx';
import { PrintCards } from './print-cards.tsx';
import { PrintGuide } from './print-guide.tsx';
import { PrintPasses } from './print-passes.tsx';
import { PrintPoster } from './print-poster.tsx';
import { PrintRegister } from './print-register.tsx';
import css from './print-screen.module.css';

const PRINTED = ['passes', 'cards', 'poster', 'register', 'guide'] as const;
export type Printed = (typeof PRINTED)[number];

export interface PrintScreenProps extends SectionProps {
  firstView: Printed;
  firstKind?: IssuedPass['kind'];
  /** Empty: the first one. */
  firstCompoundId?: string;
  firstValidity?: Validity;
  onBack: () => void;
}

/** Everything that goes out on paper. `places` are the open ones. */
export function PrintScreen(props: PrintScreenProps) {
  const { client, identity, places, zone, firstView, onBack } = props;
  const { firstKind = 'resident', firstCompoundId = '', firstValidity = 'year' } = props;
  const [view, setView] = useState<Printed>(firstView);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, []);
  const common = { client, places, streetName: identity.streetName, zone };
  return (
    <main id="page" tabIndex={-1} class={css.page}>
      <header class={css.top}>
        <DeskButton isStill icon="back" onClick={onBack}>
          {say('act.back')}
        </DeskButton>
        <h1 ref={heading} tabIndex={-1}>
          {say('print.title')}
        </h1>
        <Choice
          label={say('print.what')}
          isLabelHidden
          value={view}
          onChange={setView}
          options={PRINTED.map((value) => ({ value, face: say(`print.view-${value}`) }))}
        />
      </header>
      {view === 'passes' && (
        <PrintPasses
          {...common}
          firstKind={firstKind}
          firstCompoundId={firstCompoundId}
          firstValidity={firstValidity}
        />
      )}
      {view === 'cards' && <PrintCards {...common} firstCompoundId={firstCompoundId} />}
      {view === 'poster' && <PrintPoster {...common} firstCompoundId={firstCompoundId} />}
      {view === 'register' && <PrintRegister {...common} />}
      {view === 'guide' && <PrintGuide {...common} />}
    </main>
  );
}
