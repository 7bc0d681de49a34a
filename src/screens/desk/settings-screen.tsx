import type { DeviceIdentity } from '../../storage/device-identity.ts';
import type { ThemeChoice } from '../../storage/settings.ts';
import { type Locale, say } from '../../words/i18n.ts';
import { locales } from '../../words/message-id.ts';
import { Choice } from './controls.tsx';
import { Page } from './page.tsx';
import css from './settings-screen.module.css';
import type { Live } from './use-live.ts';

export interface SettingsScreenProps {
  live: Live;
  identity: DeviceIdentity;
  locale: Locale;
  theme: ThemeChoice;
  version: string;
  onLocale: (locale: Locale) => void;
  onTheme: (theme: ThemeChoice) => void;
}

/** Each says its own name in every catalogue: whoever is lost in a wrong one finds the way back. */
const LANGUAGE_NAMES = {
  'zh-CN': 'settings.language-zh-cn',
  'zh-TW': 'settings.language-zh-tw',
  en: 'settings.language-en',
} as const;

const THEMES = ['system', 'light', 'dark'] as const satisfies readonly ThemeChoice[];

export function SettingsScreen(props: SettingsScreenProps) {
  const { live, identity, locale, theme, version, onLocale, onTheme } = props;
  return (
    <Page title={say('settings.title')} live={live}>
      <div class={css.settings}>
        <Choice
          label={say('settings.language')}
          value={locale}
          options={locales.map((value) => ({ value, face: say(LANGUAGE_NAMES[value]) }))}
          onChange={onLocale}
        />
        <Choice
          label={say('settings.theme')}
          value={theme}
          options={THEMES.map((value) => ({ value, face: say(`settings.theme-${value}`) }))}
          onChange={onTheme}
        />
        <section>
          <h2>{say('settings.device')}</h2>
          <dl class={css.facts}>
            <Fact name={say('settings.place')}>
              {identity.streetName === identity.place.name
                ? identity.place.name
                : `${identity.streetName} ${identity.place.name}`}
            </Fact>
            <Fact name={say('settings.role')}>{say(`role.${identity.role}`)}</Fact>
            <Fact name={say('settings.device-name')}>
              {identity.deviceId.slice(0, 8).toUpperCase()}
            </Fact>
            <Fact name={say('settings.version')}>{version}</Fact>
          </dl>
        </section>
        <section>
          <h2>{say('settings.kept')}</h2>
          <p>{say('settings.kept-where')}</p>
          <p>{say('settings.kept-who')}</p>
        </section>
        <section>
          <h2>{say('settings.leave')}</h2>
          <p>{say('settings.leave-how')}</p>
        </section>
      </div>
    </Page>
  );
}

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
