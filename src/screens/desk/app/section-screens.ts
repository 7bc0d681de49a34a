import type { ComponentType } from 'preact';
import type { SectionProps } from '../parts/section-props.ts';
import type { SettingsScreenProps } from '../settings/settings-screen.tsx';
import { lazySection } from './lazy-section.tsx';
import type { Section } from './use-section.ts';

/** Each section is a chunk of its own. */
export const SECTION_SCREENS: Record<Exclude<Section, 'settings'>, ComponentType<SectionProps>> = {
  today: lazySection('today', async () => {
    const { TodayScreen } = await import('../today/today-screen.tsx');
    return TodayScreen;
  }),
  ledger: lazySection('ledger', async () => {
    const { LedgerScreen } = await import('../ledger/ledger-screen.tsx');
    return LedgerScreen;
  }),
  report: lazySection('report', async () => {
    const { ReportScreen } = await import('../report/report-screen.tsx');
    return ReportScreen;
  }),
  watch: lazySection('watch', async () => {
    const { WatchScreen } = await import('../watch/watch-screen.tsx');
    return WatchScreen;
  }),
  rota: lazySection('rota', async () => {
    const { RotaScreen } = await import('../rota/rota-screen.tsx');
    return RotaScreen;
  }),
  handbook: lazySection('handbook', async () => {
    const { HandbookScreen } = await import('../handbook/handbook-screen.tsx');
    return HandbookScreen;
  }),
  notices: lazySection('notices', async () => {
    const { NoticesScreen } = await import('../notices/notices-screen.tsx');
    return NoticesScreen;
  }),
  paper: lazySection('paper', async () => {
    const { PaperScreen } = await import('../paper/paper-screen.tsx');
    return PaperScreen;
  }),
  people: lazySection('people', async () => {
    const { PeopleScreen } = await import('../people/people-screen.tsx');
    return PeopleScreen;
  }),
  roster: lazySection('roster', async () => {
    const { RosterScreen } = await import('../roster/roster-screen.tsx');
    return RosterScreen;
  }),
  phones: lazySection('phones', async () => {
    const { PhonesScreen } = await import('../phones/phones-screen.tsx');
    return PhonesScreen;
  }),
  passes: lazySection('passes', async () => {
    const { PassesScreen } = await import('../passes/passes-screen.tsx');
    return PassesScreen;
  }),
  places: lazySection('places', async () => {
    const { PlacesScreen } = await import('../places/places-screen.tsx');
    return PlacesScreen;
  }),
  rules: lazySection('rules', async () => {
    const { RulesScreen } = await import('../rules/rules-screen.tsx');
    return RulesScreen;
  }),
};

export const SettingsSection: ComponentType<SettingsScreenProps> = lazySection(
  'settings',
  async () => {
    const { SettingsScreen } = await import('../settings/settings-screen.tsx');
    return SettingsScreen;
  },
);
