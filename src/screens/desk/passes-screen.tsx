import { useState } from 'preact/hooks';
import type { DeskClient } from '../../desk-client/desk-client.ts';
import { say } from '../../words/i18n.ts';
import { Choice, DeskButton } from './controls.tsx';
import { GateCards } from './gate-cards.tsx';
import type { CompoundOption } from './gate-options.ts';
import { Page } from './page.tsx';
import css from './passes-screen.module.css';
import { ResidentPasses } from './resident-passes.tsx';
import { EmptyNote } from './state-note.tsx';
import type { Live } from './use-live.ts';

export interface PassesScreenProps {
  client: DeskClient;
  live: Live;
  compounds: readonly CompoundOption[];
  mayIssue: boolean;
}

type View = 'cards' | 'residents';

export function PassesScreen({ client, live, compounds, mayIssue }: PassesScreenProps) {
  const [view, setView] = useState<View>('cards');
  if (!mayIssue) {
    return (
      <Page title={say('passes.title')} live={live}>
        <EmptyNote>{say('passes.not-allowed')}</EmptyNote>
      </Page>
    );
  }
  return (
    <Page
      title={say('passes.title')}
      live={live}
      acts={
        <DeskButton icon="print" isStill onClick={() => print()}>
          {say('passes.print')}
        </DeskButton>
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
            { value: 'residents', face: say('passes.residents') },
          ]}
        />
      </div>
      {view === 'cards' ? (
        <GateCards client={client} compounds={compounds} />
      ) : (
        <ResidentPasses client={client} compounds={compounds} />
      )}
    </Page>
  );
}
