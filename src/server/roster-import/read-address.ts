import { digitsOf } from './read-numeral.ts';

/** Where somebody lives as an address says it; empty where it says nothing. */
export interface AddressParts {
  /** What stands before the building: road, compound. */
  readonly before: string;
  readonly building: string;
  readonly unit: string;
  readonly room: string;
}

const HAN_NUMBER = '[〇零一二三四五六七八九十百两兩廿]{1,5}';
const NUMBER = `(?:[A-Za-z]?\\d{1,4}[A-Za-z]?|${HAN_NUMBER}|[A-Za-z]|[甲乙丙丁])`;
const BUILDING = new RegExp(`(${NUMBER})(?:号楼|號樓|#楼|#樓|号院?楼|栋|棟|幢|座|#)`);
const UNIT = new RegExp(`(${NUMBER}|[东西南北中])(?:单元|單元|门洞|門洞|梯|#)`);
const ROOM = new RegExp(
  `^(?:第?${NUMBER}(?:层|層|楼|樓))?(${NUMBER}|\\d{1,6}[A-Za-z]?)(?:号房|室|号|號|房|户|戶)?$`,
);
const DASHES =
  /^(.*?)([A-Za-z]?\d{1,4}[A-Za-z]?|[A-Za-z])[-/](?:(\d{1,2}|[A-Za-z])[-/])?(\d{1,6}[A-Za-z]?)(?:室|号|號|房|户|戶)?$/;
/** 王家村3组12号: the row by its number. */
const NUMBERED_ROW =
  /^(.*?)((?:\d{1,3}|[〇零一二三四五六七八九十]{1,3})(?:组|組|队|隊|排|巷|弄|片|区|區))(\d{1,5}(?:-\d{1,3})?[A-Za-z]?)(?:号|號|户|戶)?$/;
/** 南街15号: the row by its name. */
const NAMED_ROW =
  /^()(\D{1,12}?(?:街|路|巷|弄|胡同|排|组|組))(\d{1,5}(?:-\d{1,3})?[A-Za-z]?)(?:号|號|户|戶)?$/;

/** Dashes of every kind become '-', and what only parts becomes nothing. */
const evened = (text: string): string =>
  text
    .replace(/[‐‑‒–—―－_~～·.]/g, '-')
    .replace(/[\s,，、;；]/g, '')
    .replace(/-+/g, '-')
    .replace(/^-|-$/g, '');

const isHanNumber = new RegExp(`^${HAN_NUMBER}$`);

/** '03' → '3', 三 → '3', 'a' → 'A'. */
export const plainNumber = (text: string): string =>
  (isHanNumber.test(text) ? digitsOf(text) : text).replace(/^0+(?=\d)/, '').toUpperCase();

/** A room keeps its zeros: 0501 is what stands on its door. */
const roomNumber = (text: string): string =>
  (isHanNumber.test(text) ? digitsOf(text) : text).toUpperCase();

/** '3号楼2单元501', '3-2-501', 三号楼二单元五零一, '3栋501', '3#2-501', 王家村3组12号. */
export function readAddress(text: string): AddressParts {
  const whole = evened(text);
  const building = BUILDING.exec(whole);
  if (building) {
    const before = whole.slice(0, building.index);
    const after = whole.slice(building.index + building[0].length).replace(/^-/, '');
    return { before, building: plainNumber(building[1] ?? ''), ...afterBuilding(after) };
  }
  const unit = UNIT.exec(whole);
  if (unit && unit.index === 0) return { before: '', building: '', ...afterBuilding(whole) };
  const dashes = DASHES.exec(whole);
  if (dashes) {
    const [, before = '', first = '', second = '', last = ''] = dashes;
    return {
      before,
      building: plainNumber(first),
      unit: plainNumber(second),
      room: roomNumber(last),
    };
  }
  const row = NUMBERED_ROW.exec(whole) ?? NAMED_ROW.exec(whole);
  if (row) {
    const [, before = '', building = '', room = ''] = row;
    return { before, building, unit: '', room };
  }
  const room = ROOM.exec(whole);
  if (room) return { before: '', building: '', unit: '', room: roomNumber(room[1] ?? '') };
  const lastNumber = /^(.*?[^\d-])(\d{1,6}[A-Za-z]?)(?:室|号|號|房|户|戶)?$/.exec(whole);
  if (lastNumber) {
    return { before: lastNumber[1] ?? '', building: '', unit: '', room: lastNumber[2] ?? '' };
  }
  return { before: whole, building: '', unit: '', room: '' };
}

function afterBuilding(after: string): { readonly unit: string; readonly room: string } {
  const unit = UNIT.exec(after);
  if (unit && unit.index === 0) {
    const rest = after.slice(unit[0].length).replace(/^-/, '');
    return { unit: plainNumber(unit[1] ?? ''), room: roomOf(rest) };
  }
  const parts = after.split('-');
  if (parts.length === 2)
    return { unit: plainNumber(parts[0] ?? ''), room: roomOf(parts[1] ?? '') };
  return { unit: '', room: roomOf(after) };
}

const roomOf = (text: string): string => roomNumber(ROOM.exec(text)?.[1] ?? text);

/** '3号楼', '3#', 三栋, '03' → '3'; 南院 stays as it is. */
export function readBuilding(text: string): string {
  const whole = evened(text).replace(/^第/, '');
  const suffix = /^(.+?)(?:号楼|號樓|#楼|号院?楼|栋楼|栋|棟|幢|座|楼|樓|#|号|號)$/.exec(whole);
  return plainNumber(suffix?.[1] ?? whole);
}

/** '2单元', 二单元, '2门' → '2'. */
export function readUnit(text: string): string {
  const whole = evened(text).replace(/^第/, '');
  const suffix = /^(.+?)(?:单元|單元|门洞|門洞|单|門|门|梯|#|号|號)$/.exec(whole);
  return plainNumber(suffix?.[1] ?? whole);
}
