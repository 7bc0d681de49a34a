import { useState } from 'preact/hooks';
import { may } from '../../../domain/role.ts';
import { say } from '../../../words/i18n.ts';
import { useNow } from '../../use-now.ts';
import { Choice } from '../parts/controls.tsx';
import { Page } from '../parts/page.tsx';
import type { SectionProps } from '../parts/section-props.ts';
import { useSlowed } from '../parts/use-slowed.ts';
import css from './handbook-screen.module.css';
import { Standards } from './standards.tsx';
import { StreetHandbook } from './street-handbook.tsx';

const VIEWS = ['standards', 'handbook'] as const;
type View = (typeof VIEWS)[number];

const ASK_EVERY_MS = 5_000;
const ASK_ANYWAY_MS = 60_000;

/** What a gate must have, and what whoever stands there must know. */
export function HandbookScreen({ client, live, identity, places, zone }: SectionProps) {
  const [view, setView] = useState<View>('standards');
  const anyway = Math.floor(useNow(ASK_ANYWAY_MS) / ASK_ANYWAY_MS);
  const changes = useSlowed(live.changes, ASK_EVERY_MS) + anyway;
  // They are the whole street's: a part of it does not set them.
  const mayChange = may(identity.role, 'set-day') && identity.place.kind === 'street';
  const common = { client, places, changes, mayChange, zone };
  return (
    <Page
      title={say('desk.section-handbook')}
      live={live}
      isFixed
      acts={
        <div class={css.views}>
          <Choice<View>
            label={say('handbook-desk.views')}
            isLabelHidden
            value={view}
            onChange={setView}
            options={VIEWS.map((value) => ({ value, face: say(`handbook-desk.view-${value}`) }))}
          />
        </div>
      }
    >
      {view === 'standards' ? <Standards {...common} /> : <StreetHandbook {...common} />}
    </Page>
  );
}
