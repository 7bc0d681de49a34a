import type { Answer } from '../../src/desk-client/answer.ts';
import type { DeskClient } from '../../src/desk-client/desk-client.ts';
import type { Place, PlaceKind } from '../../src/domain/place.ts';
import type { IssuedPass } from '../../src/protocol/passes.ts';
import type { SectionProps } from '../../src/screens/desk/parts/section-props.ts';
import type { Live } from '../../src/screens/desk/parts/use-live.ts';

export const answered = <T>(value: T): Promise<Answer<T>> =>
  Promise.resolve({ kind: 'answer', value });
const unasked = () => Promise.reject(new Error('not asked for here'));

/** A client that answers what `calls` says, and nothing else. */
export const scriptedDesk = (calls: Partial<DeskClient>): DeskClient => ({
  readToday: unasked,
  readMap: unasked,
  saveMapPicture: unasked,
  readMapPicture: unasked,
  changeMap: unasked,
  readReports: unasked,
  readReportRows: unasked,
  signReport: unasked,
  changeReportForm: unasked,
  readStandards: unasked,
  changeStandards: unasked,
  readHandbook: unasked,
  changeHandbook: unasked,
  readRota: unasked,
  changeRota: unasked,
  readRotaFile: unasked,
  importRota: unasked,
  readHours: unasked,
  readHoursCard: unasked,
  readPlaces: unasked,
  changePlace: unasked,
  searchEntries: unasked,
  readHistory: unasked,
  exportLedger: unasked,
  readGateCard: unasked,
  replaceGateCard: unasked,
  readPasses: unasked,
  readPosterAddress: unasked,
  replacePass: unasked,
  readInvitations: unasked,
  invite: unasked,
  endInvitation: unasked,
  readDevices: unasked,
  changeDevice: unasked,
  readImports: unasked,
  readImport: unasked,
  sendImport: unasked,
  readImportAgain: unasked,
  applyImport: unasked,
  discardImport: unasked,
  takeBackImport: unasked,
  findResidents: unasked,
  readRetention: unasked,
  savePaperSheet: unasked,
  undoPaperRow: unasked,
  readPolicies: unasked,
  makePolicy: unasked,
  previewPolicy: unasked,
  readNotices: unasked,
  readNotice: unasked,
  changeNotice: unasked,
  readMarks: unasked,
  changeMark: unasked,
  readContacts: unasked,
  changeContact: unasked,
  readReviews: unasked,
  makeReview: unasked,
  readCases: unasked,
  readOutside: unasked,
  followChanges: unasked,
  now: () => 0,
  ...calls,
});

const place = (id: string, parent: Place | null, kind: PlaceKind, name: string): Place => ({
  id,
  parentId: parent?.id ?? null,
  kind,
  name,
  path: `${parent?.path ?? ''}${id}/`,
  closedAt: null,
  mergedInto: null,
});

const street = place('s', null, 'street', '青石街道');
const community = place('c', street, 'community', '梧桐里社区');
const wutongli = place('m1', community, 'compound', '梧桐里小区');
const jinxiu = place('m2', community, 'compound', '锦绣苑');

/** A street of one community with two compounds of two gates and one. */
export const PLACES: readonly Place[] = [
  street,
  community,
  wutongli,
  place('g1', wutongli, 'gate', '北门'),
  place('g2', wutongli, 'gate', '南门'),
  jinxiu,
  place('g3', jinxiu, 'gate', '东门'),
];

export const LIVE: Live = { phase: 'live', heardAt: 0, changes: 0 };

export const OWN_ID = 'f'.repeat(32);

/** What a section gets at the street's desk. */
export const sectionProps = (client: DeskClient, live = LIVE): SectionProps => ({
  client,
  live,
  // A screen signs nothing: the client does.
  identity: {
    deviceId: OWN_ID,
    role: 'desk',
    place: { id: 's', name: '青石街道', kind: 'street' },
    streetName: '青石街道',
  } as SectionProps['identity'],
  places: PLACES,
  onPlacesChanged: () => undefined,
  zone: 'Asia/Shanghai',
  opening: null,
  onOpen: () => undefined,
});

/** The `index`-th pass of a compound with eight people to a building. */
export const passAt = (index: number, kind: IssuedPass['kind'], passText: string): IssuedPass => {
  const building = String(Math.floor(index / 8) + 1);
  const isResident = kind === 'resident';
  return {
    kind,
    passNumber: 100 + index,
    rosterNumber: isResident ? 100 + index : null,
    householdId: index,
    name: isResident ? '周敬明' : '',
    maskedName: isResident ? '周▇明' : '',
    room: `${building}-1-${(index % 8) + 1}01`,
    building,
    validUntil: Date.parse('2022-07-01T00:00:00+08:00'),
    passText,
    passCode: `7K3F-${String(index % 100).padStart(2, '0')}`,
  };
};
