import type { RosterField } from '../../protocol/imports.ts';
import type { Cell } from '../sheets/cell.ts';
import { plainNumber, readAddress, readBuilding, readUnit } from './read-address.ts';
import type { SourceRow } from './read-source-row.ts';
import { cleanOrEmpty, hasWrongSigns } from './read-text.ts';

type Row = SourceRow<RosterField>;

/** Where a row says that its person lives; empty: not given. */
export interface Home {
  readonly community: string;
  readonly grid: string;
  readonly compound: string;
  readonly building: string;
  readonly unit: string;
  readonly room: string;
}

export const NO_HOME: Home = {
  community: '',
  grid: '',
  compound: '',
  building: '',
  unit: '',
  room: '',
};

export const MAX_PLACE_NAME = 100;
const MAX_DOOR_TEXT = 20;

/** '3-1-502'. */
export const labelOf = ({ building, unit, room }: Home): string =>
  [building, unit, room].filter((part) => part !== '').join('-');

/** 3-1 that Excel took for the first of March. */
const isSpoiledDate = (cell: Cell | undefined): boolean =>
  (typeof cell === 'object' && cell !== null) ||
  (typeof cell === 'string' &&
    /^\s*(\d{1,2}月\d{1,2}日|(19|20)\d\d[-/]\d{1,2}[-/]\d{1,2})\s*$/.test(cell));

function doorText(row: Row, field: 'building' | 'unit' | 'room' | 'address'): string {
  const cell = row.keyCell(field);
  if (isSpoiledDate(cell)) {
    row.wrong(field, 'signs-wrong');
    return '';
  }
  const text = cleanOrEmpty(cell);
  if (hasWrongSigns(text)) row.wrong(field, 'signs-wrong');
  const most = field === 'address' ? 2 * MAX_PLACE_NAME : 2 * MAX_DOOR_TEXT;
  if (text.length > most) row.wrong(field, 'text-too-long');
  return text;
}

function placeText(row: Row, field: 'community' | 'grid' | 'compound'): string {
  const text = cleanOrEmpty(row.keyCell(field));
  if (hasWrongSigns(text)) row.wrong(field, 'signs-wrong');
  if (text.length > MAX_PLACE_NAME) row.wrong(field, 'text-too-long');
  return text;
}

type Door = Pick<Home, 'building' | 'unit' | 'room'>;
/** What a sheet's name or a title between the rows says of those below. */
export type TitleDoor = Pick<Home, 'building' | 'unit'>;
export const NO_TITLE: TitleDoor = { building: '', unit: '' };

/** `isWhole`: an address said it all, nothing of it is carried down. */
type OwnDoor = Door & { readonly before: string; readonly isWhole: boolean };

const WITHIN = { before: '', isWhole: false };

/** What the room's cell says beyond the room counts where the other columns and the title say nothing. */
function doorOf(row: Row, title: TitleDoor): OwnDoor {
  const buildingText = doorText(row, 'building');
  const unitText = doorText(row, 'unit');
  const roomText = doorText(row, 'room');
  const address = row.has('address') ? doorText(row, 'address') : '';
  const wide = /单元|單元/.test(buildingText) ? readAddress(buildingText) : null;
  let building = wide ? wide.building : readBuilding(buildingText);
  let unit = unitText === '' ? (wide?.unit ?? '') : readUnit(unitText);
  if (address !== '' && roomText === '') {
    const parts = readAddress(address);
    return {
      building: building || parts.building || title.building,
      unit: unit || parts.unit || (parts.building === '' ? title.unit : ''),
      room: parts.room,
      before: parts.before,
      isWhole: true,
    };
  }
  if (!row.has('building')) building = title.building;
  if (!row.has('unit') && unit === '') unit = title.unit;
  if (roomText !== '') {
    const parts = readAddress(roomText);
    if (parts.room === '') return { building, unit, room: roomText, ...WITHIN };
    // Of '2-501' behind a building the 2 is the unit.
    const isUnit =
      building !== '' && unit === '' && parts.unit === '' && parts.building !== building;
    if (isUnit) unit = parts.building;
    else if (building === '') building = parts.building;
    if (unit === '') unit = parts.unit;
    const isName = parts.building === '' && parts.before !== '';
    return { building, unit, room: isName ? roomText : parts.room, ...WITHIN };
  }
  // Of houses that are one household each the building is all there is to say.
  if (!row.has('room') && !row.has('address')) {
    return { building: '', unit, room: building, ...WITHIN };
  }
  return { building, unit, room: '', ...WITHIN };
}

const LEVELS = ['community', 'grid', 'compound', 'building', 'unit', 'room'] as const;

/** Cells that were merged over several rows stand in the first only: the others get what is above. */
function carriedDown(home: Home, above: Home, levels: readonly (keyof Home)[]): Home {
  const carried: Record<keyof Home, string> = { ...home };
  for (const level of levels) {
    if (carried[level] === '') carried[level] = above[level];
    else if (above[level] !== '' && carried[level] !== above[level]) break;
  }
  return carried;
}

/** Whoever a household begins with has a room of their own, or it was forgotten. */
const beginsHousehold = (row: Row): boolean =>
  /^(户主|戶主|房主|业主|业主本人|户主本人)$/.test(cleanOrEmpty(row.cell('relation')));

/**
 * The home that the row itself names, with what its merged cells carry down from `above`. A compound that only
 * the address names counts where `isCompoundOpen`.
 */
export function readHome(row: Row, above: Home, title: TitleDoor, isCompoundOpen: boolean): Home {
  const { before, isWhole, ...door } = doorOf(row, title);
  const named = placeText(row, 'compound');
  const isTold =
    isCompoundOpen && named === '' && (above.compound === '' || compoundOfTitle(before));
  const own: Home = {
    community: placeText(row, 'community'),
    grid: placeText(row, 'grid'),
    compound: isTold ? before : named,
    ...door,
  };
  const levels = isWhole ? LEVELS.slice(0, 3) : LEVELS;
  const home = carriedDown(own, beginsHousehold(row) ? { ...above, room: '' } : above, levels);
  if ([home.building, home.unit, home.room].some((text) => text.length > MAX_DOOR_TEXT)) {
    row.wrong(row.has('room') ? 'room' : 'address', 'text-too-long');
  }
  return home;
}

/** '3号楼', '2栋1单元': the rows below are there. Null: no such title. */
export function homeOfTitle(text: string): TitleDoor | null {
  const title = text.replace(/\s/g, '');
  const found = /^第?(.{1,4}?)(?:号楼|號樓|栋|棟|幢|座|#楼|#)(?:(.{1,3}?)(?:单元|單元|门))?$/.exec(
    title,
  );
  if (!found) return null;
  return { building: readBuilding(found[1] ?? ''), unit: plainNumber(found[2] ?? '') };
}

/** '锦绣花园居民花名册' → '锦绣花园'; '' when a title names no compound. */
export function compoundOfTitle(text: string): string {
  const name = text
    .replace(/\s/g, '')
    .replace(/[（(].*$/, '')
    .replace(
      /(居民|住户|业主|人员|人口|常住|流动|户籍|基本|花名册|名单|名册|登记|信息|台账|统计|汇总|表|册|\d+)+$/,
      '',
    );
  return /.(小区|花园|家园|嘉园|苑|院|公寓|新村|小镇|庭|府|庄园|广场|家属楼|里)$/.test(name) &&
    name.length <= 20
    ? name
    : '';
}
