import { say } from '../../../words/i18n.ts';
import { Page } from '../parts/page.tsx';
import type { SectionProps } from '../parts/section-props.ts';
import { ImportView } from './import-view.tsx';

/** The lists of residents: brought in from the tables that communities keep. */
export function RosterScreen(props: SectionProps) {
  return (
    <Page title={say('roster.title')} about={say('roster.about')} live={props.live}>
      <ImportView what="roster" {...props} />
    </Page>
  );
}
