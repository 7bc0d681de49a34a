import { Chips } from '../../ui/chips.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Row, Rows } from '../../ui/row.tsx';
import { Screen } from '../../ui/screen.tsx';
import { TopLine } from '../../ui/top-line.tsx';
import { currentLocale, formatDateTime, type Locale, say } from '../../words/i18n.ts';
import { PendingStat } from './pending-stat.tsx';
import type { PhoneWiring } from './phone-wiring.ts';
import css from './settings-screen.module.css';
import { SyncTroubleNote } from './sync-trouble.tsx';
import { usePersisted } from './use-persisted.ts';

/** Each language in its own words, so that whoever needs it can read it. */
const LANGUAGES: readonly { value: Locale; label: string }[] = [
  { value: 'zh-CN', label: '简体中文' },
  { value: 'zh-TW', label: '繁體中文' },
  { value: 'en', label: 'English' },
];

export interface SettingsScreenProps {
  readonly wiring: PhoneWiring;
  /** Null while locked, or without a card. */
  readonly rosterSavedAt: number | null;
  /** To what phones carry for each other. */
  readonly onCarry: () => void;
  readonly onLeave: () => void;
}

export function SettingsScreen({ wiring, rosterSavedAt, onCarry, onLeave }: SettingsScreenProps) {
  const { settings, onSettings, sync } = wiring;
  const isPersisted = usePersisted();
  const onOff = (isOn: boolean) => (isOn ? 'on' : 'off');
  const switches = [
    { value: 'on', label: say('phone-settings.on') },
    { value: 'off', label: say('phone-settings.off') },
  ] as const;
  return (
    <Screen
      top={
        <TopLine place={say('phone-settings.title')} onBack={onLeave}>
          <PendingStat sync={wiring.sync} onSync={wiring.syncNow} />
        </TopLine>
      }
    >
      <SyncTroubleNote trouble={sync.problem} />
      <Chips
        label={say('phone-settings.language')}
        options={LANGUAGES}
        value={currentLocale()}
        onChange={(locale) => onSettings({ locale })}
      />
      <Chips
        label={say('phone-settings.theme')}
        options={[
          { value: 'system', label: say('phone-settings.theme-system') },
          { value: 'light', label: say('phone-settings.theme-light') },
          { value: 'dark', label: say('phone-settings.theme-dark') },
        ]}
        value={settings.theme}
        onChange={(theme) => onSettings({ theme })}
      />
      <div class={css.pair}>
        <Chips
          label={say('phone-settings.sound')}
          options={switches}
          value={onOff(settings.sound)}
          onChange={(sound) => onSettings({ sound: sound === 'on' })}
        />
        <Chips
          label={say('phone-settings.vibration')}
          options={switches}
          value={onOff(settings.vibration)}
          onChange={(vibration) => onSettings({ vibration: vibration === 'on' })}
        />
      </div>
      <Rows>
        <Row
          icon="phone"
          title={say('carry.title')}
          detail={say('carry.detail')}
          onClick={onCarry}
        />
      </Rows>
      <Facts isSlip>
        <Fact label={say('phone-settings.phone')}>
          {wiring.streetName} {wiring.placeName !== wiring.streetName && wiring.placeName}
        </Fact>
        <Fact
          label={say('phone-settings.kept')}
          note={say(isPersisted ? 'phone-settings.kept-safe' : 'phone-settings.kept-unsafe')}
        >
          {say('phone-settings.kept-what', { count: sync.pending })}
        </Fact>
        {rosterSavedAt !== null && (
          <Fact label={say('phone-settings.roster')}>{formatDateTime(rosterSavedAt)}</Fact>
        )}
        <Fact label={say('phone-settings.synced')}>
          {sync.lastPullAt === null ? say('phone-settings.never') : formatDateTime(sync.lastPullAt)}
        </Fact>
        <Fact label={say('phone-settings.version')}>{wiring.appVersion}</Fact>
      </Facts>
    </Screen>
  );
}
