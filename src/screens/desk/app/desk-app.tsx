import { useEffect, useMemo, useRef } from 'preact/hooks';
import { deskClient } from '../../../desk-client/desk-client.ts';
import { may } from '../../../domain/role.ts';
import type { DeviceIdentity } from '../../../storage/device-identity.ts';
import type { ThemeChoice } from '../../../storage/settings.ts';
import { type Locale, say } from '../../../words/i18n.ts';
import { LedgerScreen } from '../ledger/ledger-screen.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { gateOptions } from '../parts/gate-options.ts';
import { Page } from '../parts/page.tsx';
import { LoadingNote } from '../parts/state-note.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { useLive } from '../parts/use-live.ts';
import { PassesScreen } from '../passes/passes-screen.tsx';
import { SettingsScreen } from '../settings/settings-screen.tsx';
import css from './desk-app.module.css';
import { DeskNav } from './desk-nav.tsx';
import { type Section, useSection } from './use-section.ts';

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
  const { role, place, streetName } = identity;
  const client = useMemo(() => deskClient(identity, location.origin), [identity]);
  const section = useSection();
  const live = useLive(client);
  const {
    value: answer,
    failure,
    askAgain,
  } = useAnswer(identity.deviceId, client.readPlaces, live.changes);
  const compounds = useMemo(() => (answer ? gateOptions(answer.places) : null), [answer]);
  useSectionFocus(section);

  const screen = () => {
    switch (section) {
      case 'ledger':
        return compounds ? (
          <LedgerScreen
            client={client}
            live={live}
            compounds={compounds}
            zone={zone}
            mayReadNames={may(role, 'read-full-names')}
          />
        ) : null;
      case 'passes':
        return compounds ? (
          <PassesScreen
            client={client}
            live={live}
            compounds={compounds}
            mayIssue={may(role, 'issue-passes')}
          />
        ) : null;
      case 'settings':
        return (
          <SettingsScreen
            live={live}
            identity={identity}
            locale={locale}
            theme={theme}
            version={version}
            onLocale={onLocale}
            onTheme={onTheme}
          />
        );
      default:
        throw new Error(`unknown section ${section satisfies never}`);
    }
  };
  return (
    <div class={css.desk}>
      <DeskNav section={section} placeName={place.name} streetName={streetName} role={role} />
      {screen() ?? (
        <Page title={say(`desk.section-${section}`)} live={live}>
          {failure ? <FailureNote why={failure} onAgain={askAgain} /> : <LoadingNote />}
        </Page>
      )}
    </div>
  );
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
