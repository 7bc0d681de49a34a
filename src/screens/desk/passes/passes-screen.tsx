import { useMemo, useState } from 'preact/hooks';
import { hasRoster } from '../../../domain/place.ts';
import { may } from '../../../domain/role.ts';
import { say } from '../../../words/i18n.ts';
import { lazySection } from '../app/lazy-section.tsx';
import { Choice, DeskButton } from '../parts/controls.tsx';
import { ExportMenu } from '../parts/export-menu.tsx';
import { gateOptions } from '../parts/gate-options.ts';
import { Page } from '../parts/page.tsx';
import type { SectionProps } from '../parts/section-props.ts';
import { EmptyNote } from '../parts/state-note.tsx';
import type { PrintScreenProps } from '../print/print-screen.tsx';
import { GateCards } from './gate-cards.tsx';
import { IssuedPasses } from './issued-passes.tsx';
import css from './passes-screen.module.css';
import type { Validity } from './validity-select.tsx';

type View = 'cards' | 'resident' | 'household';

const PrintView = lazySection<PrintScreenProps>('passes', async () => {
  const { PrintScreen } = await import('../print/print-screen.tsx');
  return PrintScreen;
});

export function PassesScreen(props: SectionProps) {
  const { client, live, identity, places } = props;
  const [view, setView] = useState<View>('cards');
  const [chosenId, setChosenId] = useState('');
  const [validity, setValidity] = useState<Validity>('year');
  const [isPrinting, setPrinting] = useState(false);
  const open = useMemo(() => places.filter(({ closedAt }) => closedAt === null), [places]);
  const compounds = useMemo(() => open.filter(({ kind }) => hasRoster(kind)), [open]);
  const gated = useMemo(() => gateOptions(open), [open]);
  if (!may(identity.role, 'issue-passes')) {
    return (
      <Page title={say('passes.title')} live={live}>
        <EmptyNote>{say('passes.not-allowed')}</EmptyNote>
      </Page>
    );
  }
  if (isPrinting) {
    return (
      <PrintView
        {...props}
        places={open}
        firstView={view === 'cards' ? 'cards' : 'passes'}
        firstKind={view === 'household' ? 'household' : 'resident'}
        firstCompoundId={chosenId}
        firstValidity={validity}
        onBack={() => setPrinting(false)}
      />
    );
  }
  const compound = compounds.find(({ id }) => id === chosenId) ?? compounds[0];
  return (
    <Page
      title={say('passes.title')}
      live={live}
      acts={
        <>
          <ExportMenu
            client={client}
            ledgers={['passes']}
            placeId={identity.place.id}
            placeName={identity.place.name}
            zone={props.zone}
          />
          <DeskButton icon="print" onClick={() => setPrinting(true)}>
            {say('passes.print')}
          </DeskButton>
        </>
      }
    >
      <div class={css.views}>
        <Choice
          label={say('passes.views')}
          isLabelHidden
          value={view}
          onChange={setView}
          options={[
            { value: 'cards', face: say('passes.cards') },
            { value: 'resident', face: say('passes.residents') },
            { value: 'household', face: say('passes.households') },
          ]}
        />
      </div>
      {view === 'cards' && (
        <GateCards
          client={client}
          compounds={gated}
          chosen={gated.find(({ id }) => id === chosenId) ?? gated[0] ?? null}
          onChoose={setChosenId}
        />
      )}
      {view !== 'cards' && !compound && (
        <EmptyNote to="places">{say('passes.no-compounds')}</EmptyNote>
      )}
      {view !== 'cards' && compound && (
        <IssuedPasses
          client={client}
          kind={view}
          compounds={compounds}
          chosen={compound}
          validity={validity}
          zone={props.zone}
          onChoose={setChosenId}
          onValidity={setValidity}
        />
      )}
    </Page>
  );
}
