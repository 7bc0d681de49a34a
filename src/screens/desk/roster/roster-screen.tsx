import { say } from '../../../words/i18n.ts';
import { ExportMenu } from '../parts/export-menu.tsx';
import { Page } from '../parts/page.tsx';
import type { SectionProps } from '../parts/section-props.ts';
import { ImportView } from './import-view.tsx';

/** The lists of residents: brought in from the tables that communities keep. */
export function RosterScreen(props: SectionProps) {
  const { client, identity, live, zone } = props;
  return (
    <Page
      title={say('roster.title')}
      about={say('roster.about')}
      live={live}
      acts={
        <ExportMenu
          client={client}
          ledgers={['residents', 'households']}
          placeId={identity.place.id}
          placeName={identity.place.name}
          zone={zone}
        />
      }
    >
      <ImportView what="roster" {...props} />
    </Page>
  );
}
