import { halfWidth } from '../../domain/half-width.ts';
import { cleanName } from '../roster-import/read-text.ts';
import { type Cell, cellText } from '../sheets/cell.ts';
import { type Hours, isHours, readHours, type ShiftHours } from './read-hours.ts';

/** Somebody in a cell, with what stands beside the name. */
export interface NamedPerson {
  readonly name: string;
  /** Empty: not in this cell. */
  readonly phone: string;
  /** Null: not in this cell. */
  readonly hours: Hours | null;
}

const NOBODY = /^(无|無|休|休息|空|轮休|调休|暂无|待定|[-—–/\\]+)$/;
const HAN = /^\p{Script=Han}$/u;
const PHONE = /(?<!\d)(1\d{10}|\d{3,4}-?\d{7,8})(?!\d)/;

/** '张 三 李志强' → '张 三', '李志强': a name of two or three signs is often spread out. 'Ann Lee' stays one. */
function spaced(text: string): string[] {
  const words = text.split(/ +/).filter(Boolean);
  const names: string[] = [];
  let spread: string[] = [];
  const end = (): void => {
    const size = spread.length <= 3 ? 3 : 2;
    for (let at = 0; at < spread.length; at += size)
      names.push(spread.slice(at, at + size).join(''));
    spread = [];
  };
  for (const word of words) {
    if (HAN.test(word)) {
      spread.push(word);
      continue;
    }
    end();
    const before = names.at(-1);
    const isLatin = (one: string): boolean => /^[\p{Script=Latin}.'-]+( |$)/u.test(one);
    if (before !== undefined && isLatin(before) && isLatin(word)) {
      names[names.length - 1] = `${before} ${word}`;
    } else names.push(word);
  }
  end();
  return names;
}

const withoutNotes = (text: string): string =>
  text.replaceAll(/[([【〔].*?[)\]】〕]/g, '').replace(/^[^:\d]{1,6}:(?=\S)/, '');

/** Everybody in a cell, whatever stands between them; hours before or after names are theirs. */
export function readPeople(cell: Cell | undefined, shifts: ShiftHours): NamedPerson[] {
  const people: NamedPerson[] = [];
  let hours: Hours | null = null;
  const parts = halfWidth(cellText(cell))
    .replaceAll(/[\u200b-\u200f\u2060\ufeff]/g, '')
    // 早班:王秀英 8:00 - 14:00
    .replaceAll(/([早中晚夜白日]班?[:：])(?=\s*[^\d\s])/g, '\n$1\n')
    .replaceAll(/(\d)\s*([-—–~～至到])\s*(?=\d|次)/g, '$1$2')
    .split(/[\r\n\t、，,;；|]+|\/(?!\d)/);
  for (const part of parts) {
    const text = part.trim();
    if (text === '' || NOBODY.test(text)) continue;
    if (isHours(text)) {
      hours = readHours(text, shifts);
      // Hours that come last are of those above them.
      if (people.every((one) => one.hours === null)) {
        for (const [at, one] of people.entries()) people[at] = { ...one, hours };
      }
      continue;
    }
    for (const word of spaced(withoutNotes(text) || text)) {
      if (isHours(word)) {
        const of = readHours(word, shifts);
        const last = people.at(-1);
        if (last && last.hours === null) people[people.length - 1] = { ...last, hours: of };
        else hours = of;
        continue;
      }
      const phone = PHONE.exec(word)?.[1] ?? '';
      const name = cleanName(word.replace(PHONE, '').replace(/^[\d.]+|[:\s]+$/g, ''));
      const last = people.at(-1);
      if (name === '' && last && last.phone === '') people[people.length - 1] = { ...last, phone };
      else if (name !== '' && !NOBODY.test(name)) people.push({ name, phone, hours });
    }
  }
  return people;
}
