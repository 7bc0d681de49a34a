import type { PlaceKind } from '../../domain/place.ts';

interface PlannedPlace {
  readonly id: string;
  readonly parentId: string | null;
  readonly kind: PlaceKind;
  readonly name: string;
}

/** How the homes of a compound are numbered. */
export type Housing =
  | {
      readonly kind: 'blocks';
      readonly units: number;
      readonly floors: number;
      readonly doors: number;
    }
  /** Label is the door alone, or row and door: '12', '东-12'. */
  | { readonly kind: 'rows'; readonly rows: readonly string[]; readonly doors: number };

export interface PlannedCompound {
  readonly id: string;
  /** Part of the street's residents who live here. */
  readonly share: number;
  readonly housing: Housing;
  readonly gateIds: readonly string[];
  /** The gate that is open at night, too; the others close at 22:00. */
  readonly nightGateId: string | null;
  /** Visitors a day for every thousand residents of the street. */
  readonly visitorsPerThousand: number;
}

export const DEMO_STREET_ID = 'qingshi';
/** Its phone has found no network for a while. */
export const SILENT_GATE_ID = 'beihe-bridge';
/** Shut for today: everybody goes another way. */
export const SHUT_GATE_ID = 'liuxiang-1-gate';
/** Opens late today. */
export const LATE_GATE_ID = 'liuxiang-9-gate';

/** Parents first. */
export const DEMO_PLACES: readonly PlannedPlace[] = [
  { id: DEMO_STREET_ID, parentId: null, kind: 'street', name: '青石街道' },
  { id: 'wutong', parentId: DEMO_STREET_ID, kind: 'community', name: '梧桐里社区' },
  { id: 'wutong-1', parentId: 'wutong', kind: 'grid', name: '梧桐里第一网格' },
  { id: 'wutongli', parentId: 'wutong-1', kind: 'compound', name: '梧桐里小区' },
  { id: 'wutongli-north', parentId: 'wutongli', kind: 'gate', name: '北门' },
  { id: 'wutongli-south', parentId: 'wutongli', kind: 'gate', name: '南门' },
  { id: 'wutong-2', parentId: 'wutong', kind: 'grid', name: '梧桐里第二网格' },
  { id: 'jinxiu', parentId: 'wutong-2', kind: 'compound', name: '锦绣苑' },
  { id: 'jinxiu-east', parentId: 'jinxiu', kind: 'gate', name: '锦绣苑东门' },
  { id: 'liuxiang', parentId: DEMO_STREET_ID, kind: 'community', name: '柳巷社区' },
  { id: 'liuxiang-1', parentId: 'liuxiang', kind: 'courtyard', name: '柳巷 1 号院' },
  { id: 'liuxiang-1-gate', parentId: 'liuxiang-1', kind: 'gate', name: '1 号院' },
  { id: 'liuxiang-9', parentId: 'liuxiang', kind: 'courtyard', name: '柳巷 9 号院' },
  { id: 'liuxiang-9-gate', parentId: 'liuxiang-9', kind: 'gate', name: '9 号院' },
  { id: 'beihe', parentId: DEMO_STREET_ID, kind: 'village', name: '北河村' },
  { id: 'beihe-bridge', parentId: 'beihe', kind: 'gate', name: '桥头岗' },
  { id: 'zhanqian', parentId: DEMO_STREET_ID, kind: 'community', name: '站前社区' },
  { id: 'tielu', parentId: 'zhanqian', kind: 'compound', name: '铁路新村' },
  { id: 'tielu-main', parentId: 'tielu', kind: 'gate', name: '铁路新村正门' },
  { id: 'caishi', parentId: 'zhanqian', kind: 'venue', name: '站前菜市场' },
  { id: 'caishi-main', parentId: 'caishi', kind: 'gate', name: '菜市场' },
];

export const DEMO_COMPOUNDS: readonly PlannedCompound[] = [
  {
    id: 'wutongli',
    share: 0.44,
    housing: { kind: 'blocks', units: 2, floors: 14, doors: 3 },
    gateIds: ['wutongli-north', 'wutongli-south'],
    nightGateId: 'wutongli-north',
    visitorsPerThousand: 14,
  },
  {
    id: 'jinxiu',
    share: 0.2,
    housing: { kind: 'blocks', units: 2, floors: 11, doors: 2 },
    gateIds: ['jinxiu-east'],
    nightGateId: null,
    visitorsPerThousand: 7,
  },
  {
    id: 'tielu',
    share: 0.17,
    housing: { kind: 'blocks', units: 3, floors: 6, doors: 2 },
    gateIds: ['tielu-main'],
    nightGateId: 'tielu-main',
    visitorsPerThousand: 4,
  },
  {
    id: 'liuxiang-1',
    share: 0.035,
    housing: { kind: 'rows', rows: [''], doors: 40 },
    gateIds: ['liuxiang-1-gate'],
    nightGateId: null,
    visitorsPerThousand: 2,
  },
  {
    id: 'liuxiang-9',
    share: 0.035,
    housing: { kind: 'rows', rows: [''], doors: 40 },
    gateIds: ['liuxiang-9-gate'],
    nightGateId: null,
    visitorsPerThousand: 2,
  },
  {
    id: 'beihe',
    share: 0.12,
    housing: { kind: 'rows', rows: ['东', '西', '南'], doors: 60 },
    gateIds: ['beihe-bridge'],
    nightGateId: null,
    visitorsPerThousand: 6,
  },
  {
    id: 'caishi',
    share: 0,
    housing: { kind: 'rows', rows: [], doors: 0 },
    gateIds: ['caishi-main'],
    nightGateId: null,
    visitorsPerThousand: 55,
  },
];
