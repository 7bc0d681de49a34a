import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { DeviceIdentity } from '../../../storage/device-identity.ts';
import type { ThemeChoice } from '../../../storage/settings.ts';
import { type Locale, say } from '../../../words/i18n.ts';
import { Choice } from '../parts/controls.tsx';
import { Page } from '../parts/page.tsx';
import type { Live } from '../parts/use-live.ts';
import { Fact, Facts } from './facts.tsx';
import css from './settings-screen.module.css';
import { WhatIsKept } from './what-is-kept.tsx';

export interface SettingsScreenProps {
  client: DeskClient;
  live: Live;
  identity: DeviceIdentity;
  /** IANA name of the street's zone. */
  zone: string;
  locale: Locale;
  theme: ThemeChoice;
  version: string;
  onLocale: (locale: Locale) => void;
  onTheme: (theme: ThemeChoice) => void;
}

/** Each in its own name, the same in every catalogue: whoever is lost in a wrong one finds the way back. */
const LANGUAGES: readonly { value: Locale; face: string }[] = [
  { value: 'zh-CN', face: '简体中文' },
  { value: 'zh-TW', face: '繁體中文' },
  { value: 'en', face: 'English' },
];

const THEMES = ['system', 'light', 'dark'] as const satisfies readonly ThemeChoice[];

export function SettingsScreen(props: SettingsScreenProps) {
  const { client, live, identity, zone, locale, theme, version, onLocale, onTheme } = props;
  return (
    <Page title={say('desk-settings.title')} live={live}>
      <div class={css.settings}>
        <Choice
          label={say('desk-settings.language')}
          value={locale}
          options={LANGUAGES}
          onChange={onLocale}
        />
        <Choice
          label={say('desk-settings.theme')}
          value={theme}
          options={THEMES.map((value) => ({ value, face: say(`desk-settings.theme-${value}`) }))}
          onChange={onTheme}
        />
        <section>
          <h2>{say('desk-settings.device')}</h2>
          <Facts>
            <Fact name={say('desk-settings.place')}>
              {identity.streetName === identity.place.name
                ? identity.place.name
                : `${identity.streetName} ${identity.place.name}`}
            </Fact>
            <Fact name={say('desk-settings.role')}>{say(`role.${identity.role}`)}</Fact>
            <Fact name={say('desk-settings.device-name')}>
              {identity.deviceId.slice(0, 8).toUpperCase()}
            </Fact>
            <Fact name={say('desk-settings.version')}>{version}</Fact>
          </Facts>
        </section>
        <WhatIsKept client={client} zone={zone} />
        <section>
          <h2>{say('desk-settings.leave')}</h2>
          <p>{say('desk-settings.leave-how')}</p>
        </section>
      </div>
    </Page>
  );
}
