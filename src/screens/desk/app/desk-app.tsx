import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { deskClient } from '../../../desk-client/desk-client.ts';
import type { PlacesAnswer } from '../../../protocol/places.ts';
import type { DeviceIdentity } from '../../../storage/device-identity.ts';
import type { ThemeChoice } from '../../../storage/settings.ts';
import { type Locale, say } from '../../../words/i18n.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import type { Opening } from '../parts/opening.ts';
import { Page } from '../parts/page.tsx';
import { LoadingNote } from '../parts/state-note.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { useLive } from '../parts/use-live.ts';
import css from './desk-app.module.css';
import { DeskNav } from './desk-nav.tsx';
import { FeverBar } from './fever-bar.tsx';
import { SECTION_SCREENS, SettingsSection } from './section-screens.ts';
import { treeOrder } from './tree-order.ts';
import { type Section, sectionsFor, useSection } from './use-section.ts';

interface DeskAppProps {
  identity: DeviceIdentity;
  /** IANA name of the street's zone. */
  zone: string;
  locale: Locale;
  theme: ThemeChoice;
  version: string;
  onLocale: (locale: Locale) => void;
  onTheme: (theme: ThemeChoice) => void;
}

/** Everything but the gates' phones: desk, street office, inspector, administrator. */
export function DeskApp(props: DeskAppProps) {
  const { identity, zone, locale, theme, version, onLocale, onTheme } = props;
  const { role } = identity;
  const client = useMemo(() => deskClient(identity, location.origin), [identity]);
  const sections = useMemo(() => sectionsFor(role), [role]);
  const section = useSection(sections);
  const live = useLive(client);
  const {
    value: answer,
    failure,
    askAgain,
  } = useAnswer(identity.deviceId, client.readPlaces, live.changes);
  const places = useMemo(() => answer && treeOrder(answer.places), [answer]);
  const named = useMemo(() => namedAnew(identity, answer), [identity, answer]);
  useSectionFocus(section);
  const [opening, open] = useOpening(section);

  const screen = () => {
    if (section === 'settings') {
      return (
        <SettingsSection
          client={client}
          live={live}
          identity={named}
          zone={zone}
          locale={locale}
          theme={theme}
          version={version}
          onLocale={onLocale}
          onTheme={onTheme}
        />
      );
    }
    if (!places) {
      return (
        <Page title={say(`desk.section-${section}`)} live={live}>
          {failure ? <FailureNote why={failure} onAgain={askAgain} /> : <LoadingNote />}
        </Page>
      );
    }
    const Screen = SECTION_SCREENS[section];
    return (
      <Screen
        key={section}
        client={client}
        live={live}
        identity={named}
        places={places}
        onPlacesChanged={askAgain}
        zone={zone}
        opening={opening?.section === section ? opening : null}
        onOpen={open}
      />
    );
  };
  return (
    <div class={css.desk}>
      <DeskNav
        sections={sections}
        section={section}
        placeName={named.place.name}
        streetName={named.streetName}
        role={role}
      />
      <div class={css.column}>
        <FeverBar client={client} live={live} zone={zone} isHere={section === 'watch'} />
        {screen()}
      </div>
    </div>
  );
}

/** Places are renamed after a device joined: what is printed and shown bears the names of now. */
function namedAnew(identity: DeviceIdentity, answer: PlacesAnswer | null): DeviceIdentity {
  if (!answer) return identity;
  const { place } = identity;
  const own = answer.places.find(({ id }) => id === place.id);
  const { streetName } = answer;
  return { ...identity, streetName, place: { ...place, name: own?.name ?? place.name } };
}

/** One section opens another with something; whoever leaves it afterwards finds it plain again. */
function useOpening(section: Section): [Opening | null, (opening: Opening) => void] {
  const [opening, setOpening] = useState<Opening | null>(null);
  useEffect(() => setOpening((was) => (was?.section === section ? was : null)), [section]);
  const open = (next: Opening) => {
    setOpening(next);
    location.hash = next.section;
  };
  return [opening, open];
}

/** A new section begins at its top, for eyes, keys and screen readers. */
function useSectionFocus(section: Section): void {
  const before = useRef(section);
  useEffect(() => {
    document.title = `${say(`desk.section-${section}`)} · ${say('app.name')}`;
    if (before.current === section) return;
    before.current = section;
    scrollTo(0, 0);
    document.getElementById('page')?.focus({ preventScroll: true });
  }, [section]);
}
