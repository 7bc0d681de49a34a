import { useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import { say } from '../../../words/i18n.ts';
import { Choice } from '../parts/controls.tsx';
import type { CompoundOption } from '../parts/gate-options.ts';
import { Page } from '../parts/page.tsx';
import { EmptyNote } from '../parts/state-note.tsx';
import type { Live } from '../parts/use-live.ts';
import { GateCards } from './gate-cards.tsx';
import css from './passes-screen.module.css';
import { ResidentPasses } from './resident-passes.tsx';

interface PassesScreenProps {
  client: DeskClient;
  live: Live;
  compounds: readonly CompoundOption[];
  mayIssue: boolean;
}

type View = 'cards' | 'residents';

export function PassesScreen({ client, live, compounds, mayIssue }: PassesScreenProps) {
  const [view, setView] = useState<View>('cards');
  const [chosenId, setChosenId] = useState('');
  const chosen = compounds.find(({ id }) => id === chosenId) ?? compounds[0] ?? null;
  const choosing = { client, compounds, chosen, onChoose: setChosenId };
  if (!mayIssue) {
    return (
      <Page title={say('passes.title')} live={live}>
        <EmptyNote>{say('passes.not-allowed')}</EmptyNote>
      </Page>
    );
  }
  return (
    <Page title={say('passes.title')} live={live}>
      <div class={css.views}>
        <Choice
          label={say('passes.views')}
          isLabelHidden
          value={view}
          onChange={setView}
          options={[
            { value: 'cards', face: say('passes.cards') },
            { value: 'residents', face: say('passes.residents') },
          ]}
        />
      </div>
      {view === 'cards' ? <GateCards {...choosing} /> : <ResidentPasses {...choosing} />}
    </Page>
  );
}
