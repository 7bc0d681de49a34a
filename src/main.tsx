import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { browserFacts, joiningBrowser, leavesWithAddress } from './actions/joining-browser.ts';
import { DEFAULT_POLICY } from './domain/policy.ts';
import { takeInvitation } from './screens/join/take-invitation.ts';
import { PhoneApp, type SyncView } from './screens/phone-app.tsx';
import { lazyScreen } from './screens/shift/lazy-screen.tsx';
import { StorageTrouble } from './screens/shift/storage-trouble.tsx';
import { keepShellOffline } from './shell/offline-shell.ts';
import { type DeviceIdentity, readIdentity } from './storage/device-identity.ts';
import { readJoinWait } from './storage/join-wait.ts';
import {
  changeSettings,
  DEFAULT_SETTINGS,
  readSettings,
  type Settings,
} from './storage/settings.ts';
import { storageState } from './storage/storage-state.ts';
import type { SyncLoop } from './sync/sync-loop.ts';
import { chooseLocale } from './words/choose-locale.ts';
import { type Locale, loadWords, setZone } from './words/i18n.ts';
import './ui/base.css';

declare const __APP_VERSION__: string;

const JoinScreen = lazyScreen(() =>
  import('./screens/join/join-screen.tsx').then((m) => m.JoinScreen),
);
const DeskApp = lazyScreen(() => import('./screens/desk/app/desk-app.tsx').then((m) => m.DeskApp));

const NO_SYNC: SyncView = {
  pending: 0,
  state: 'idle',
  lastReceiptAt: null,
  lastPullAt: null,
  problem: null,
};

const browser = joiningBrowser(browserFacts());
const invitation = takeInvitation(leavesWithAddress(browser));
// A browser that keeps nothing still gets the join screen, which says so.
const [firstSettings, firstIdentity, joinWait] = await Promise.all([
  readSettings().catch(() => DEFAULT_SETTINGS),
  readIdentity().catch(() => null),
  readJoinWait().catch(() => null),
]);
const isJoining =
  joinWait !== null || (invitation !== null && (await isNewBeginning(invitation, firstIdentity)));
const known = isJoining ? null : firstIdentity;

setZone(DEFAULT_POLICY.timeZone);
showTheme(firstSettings);
await showWords(localeOf(firstSettings), known);
const shell = keepShellOffline(isSettled);
const root = document.getElementById('app');
// Who joined is not asked to join again because the browser is silent about it.
const isSilent = firstIdentity === null && storageState() === 'silent';
if (root) render(isSilent ? <StorageTrouble state="silent" /> : <App />, root);

function App() {
  const [settings, setSettings] = useState(firstSettings);
  const [identity, setIdentity] = useState(known);
  const locale = localeOf(settings);
  useEffect(() => {
    if (identity !== null && identity.role !== 'gate') shell.restUntilTouched();
  }, [identity]);
  const onSettings = (change: Partial<Settings>): void => {
    // A choice that cannot be kept is good until the page is closed.
    const kept = changeSettings(change).catch(() => ({ ...settings, ...change }));
    void kept.then(async (next) => {
      showTheme(next);
      await showWords(localeOf(next), identity);
      setSettings(next);
    });
  };
  if (identity === null) {
    const onEnrolled = (enrolled: DeviceIdentity): void => {
      void showWords(locale, enrolled).then(() => setIdentity(enrolled));
    };
    const before = firstIdentity && {
      streetName: firstIdentity.streetName,
      onStay: () => onEnrolled(firstIdentity),
    };
    return (
      <JoinScreen
        invitation={invitation}
        checkCode={joinWait?.checkCode ?? null}
        browser={browser}
        onEnrolled={onEnrolled}
        before={before}
      />
    );
  }
  if (identity.role === 'gate') {
    return <Phone identity={identity} settings={settings} onSettings={onSettings} />;
  }
  return (
    <DeskApp
      identity={identity}
      zone={DEFAULT_POLICY.timeZone}
      locale={locale}
      theme={settings.theme}
      version={__APP_VERSION__}
      onLocale={(chosen) => onSettings({ locale: chosen })}
      onTheme={(theme) => onSettings({ theme })}
    />
  );
}

function Phone(props: {
  identity: DeviceIdentity;
  settings: Settings;
  onSettings: (change: Partial<Settings>) => void;
}) {
  const { identity, settings, onSettings } = props;
  const [sync, setSync] = useState<SyncView>(NO_SYNC);
  const [{ streetName, place }, setNamed] = useState(identity);
  const [isResting, setResting] = useState(false);
  const [isShown, setShown] = useState(false);
  const loop = useRef<SyncLoop | null>(null);
  // Again when the log became empty: a new version may be waiting for that.
  useEffect(() => shell.rest(isResting), [isResting, sync.pending]);
  // A pull may have brought other names.
  useEffect(() => {
    if (sync.lastPullAt === null) return;
    void readIdentity().then(
      (now) => now?.deviceId === identity.deviceId && setNamed(now),
      () => undefined,
    );
  }, [sync.lastPullAt, identity]);
  useEffect(() => {
    // The log's code is heavy: the camera comes first.
    if (!isShown) return;
    let isGone = false;
    void import('./sync/sync-loop.ts').then(({ startSyncLoop }) => {
      if (isGone) return;
      loop.current = startSyncLoop({ onStatus: setSync, appVersion: __APP_VERSION__ });
    });
    return () => {
      isGone = true;
      loop.current?.stop();
    };
  }, [isShown]);
  return (
    <PhoneApp
      streetName={streetName}
      placeName={place.name}
      appVersion={__APP_VERSION__}
      sync={sync}
      syncNow={() => void loop.current?.syncNow()}
      settings={settings}
      onSettings={onSettings}
      onRest={setResting}
      onShown={() => setShown(true)}
    />
  );
}

/** A link that joins by itself and is opened once more changes nothing; one that asks, or of another server, begins anew. */
async function isNewBeginning(text: string, identity: DeviceIdentity | null): Promise<boolean> {
  if (identity === null) return true;
  const [{ readJoin }, { keyThumbprint }, { equalBytes }] = await Promise.all([
    import('./sealing/invitation.ts'),
    import('./sealing/keys.ts'),
    import('./encoding/bytes.ts'),
  ]);
  const join = readJoin(text);
  if (join === null) return false;
  return join.mode === 'ask' || !equalBytes(join.rootHash, await keyThumbprint(identity.rootKey));
}

async function isSettled(): Promise<boolean> {
  const { isLogAtRest } = await import('./storage/pending.ts');
  return isLogAtRest();
}

function localeOf({ locale }: Settings): Locale {
  return chooseLocale(navigator.languages, locale as Locale | null);
}

async function showWords(locale: Locale, identity: DeviceIdentity | null): Promise<void> {
  await loadWords(locale, 'phone');
  if (identity !== null && identity.role !== 'gate') await loadWords(locale, 'desk');
  document.documentElement.lang = locale;
}

function showTheme({ theme }: Settings): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
