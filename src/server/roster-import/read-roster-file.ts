import type { RosterField } from '../../protocol/imports.ts';
import { ownText } from '../sheets/cell.ts';
import { fileReading } from './read-file.ts';
import { columnOf, ROSTER_VOCABULARY } from './read-headings.ts';
import {
  compoundOfTitle,
  type Home,
  homeOfTitle,
  labelOf,
  NO_HOME,
  NO_TITLE,
  readHome,
  type TitleDoor,
} from './read-home.ts';
import type { ReadNotes } from './read-notes.ts';
import {
  compareBirthDate,
  readColour,
  readIdNumber,
  readMovedIn,
  readPhone,
  readSideText,
} from './read-person.ts';
import type { ReadOptions, RosterRow, WrongRoom } from './read-row.ts';
import type { TableReader } from './read-sheet.ts';
import type { SourceRow } from './read-source-row.ts';
import { cleanName, hasWrongSigns, isNobody } from './read-text.ts';
import { RowBatches } from './row-batches.ts';

const MAX_NAME = 50;
const MAX_RELATION = 40;
const MAX_REMARK = 300;

/** Sums and signatures below a table. */
const FOOTER =
  /^(合\s*计|总\s*计|小\s*计|共计|总人数|总户数|共\s*\d+\s*[人户]|制表|填表|填报|审核|审批|负责人|经办|单位(盖章|负责人)|说明[:：]|注[:：]|备注[:：]|第?\s*\d+\s*\/\s*\d+|第\s*\d+\s*页|total\b|sum\b)/i;

/** Texts that many rows have in common, held once. */
class SharedTexts {
  readonly #texts = new Map<string, string>();

  of(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    const own = ownText(text);
    this.#texts.set(own, own);
    return own;
  }
}

/** Reads people row by row; a household's later rows may leave its room out. */
class RosterReader implements TableReader<RosterField> {
  readonly vocabulary = ROSTER_VOCABULARY;
  readonly rows: RowBatches<RosterRow>;
  readonly wrongRooms: WrongRoom[] = [];
  readonly notes: ReadNotes;
  readonly #options: ReadOptions<RosterRow>;
  readonly #texts = new SharedTexts();
  readonly #wrongRooms = new Set<string>();
  /** By ID number, or by name and home of those without: the home. */
  readonly #people = new Map<string, string>();
  #above: Home = NO_HOME;
  #title: TitleDoor = NO_TITLE;

  constructor(options: ReadOptions<RosterRow>, notes: ReadNotes) {
    this.#options = options;
    this.rows = new RowBatches(options.onRows);
    this.notes = notes;
  }

  isHeading(fields: ReadonlySet<RosterField>): boolean {
    return fields.has('name') && fields.size >= 2;
  }

  readonly keyField = (columns: Parameters<typeof columnOf<RosterField>>[0]): number =>
    columnOf(columns, 'name');

  begin(sheet: string): void {
    const compound = this.#options.compoundName === null ? compoundOfTitle(sheet) : '';
    this.#title = homeOfTitle(sheet) ?? NO_TITLE;
    this.#above = { ...NO_HOME, compound, ...this.#title };
  }

  read(row: SourceRow<RosterField>): void {
    const filled = row.filled();
    const title = filled.length === 1 ? homeOfTitle(filled[0] ?? '') : null;
    if (title) {
      this.#title = title;
      this.#above = { ...this.#above, ...title, room: '' };
      return;
    }
    const isLoneNote = filled.length === 1 && row.cell('name') === undefined;
    if (isLoneNote || FOOTER.test(filled[0] ?? '')) return;
    const name = cleanName(row.keyCell('name'));
    const home = this.#homeOf(row);
    // A flat without people says nothing about anybody.
    if (isNobody(name)) return;
    const idNumber = readIdNumber(row, this.#options.now);
    const phone = readPhone(row);
    if (name === '' && !row.isWrong) {
      if (idNumber === '' && phone === '') {
        row.warn('name', 'name-missing');
        return;
      }
      row.wrong('name', 'name-missing');
    }
    if (hasWrongSigns(name)) row.wrong('name', 'signs-wrong');
    if (name.length > MAX_NAME) row.wrong('name', 'text-too-long');
    const label = labelOf(home);
    if (home.room === '') row.wrong(row.has('room') ? 'room' : 'address', 'room-missing');
    if (home.compound === '') row.wrong('compound', 'compound-missing');
    if (row.isWrong) {
      this.#reject(home.compound, label);
      return;
    }
    const at = this.#texts.of(`${home.compound}\n${label}`);
    const person = ownText(idNumber === '' ? `${name}\n${at}` : idNumber);
    const known = this.#people.get(person);
    if (known === undefined) {
      this.#people.set(person, at);
      compareBirthDate(row, idNumber);
      this.#add(row, home, { label, name: ownText(name), idNumber: ownText(idNumber), phone });
      return;
    }
    // The same person in the same home is taken once; in two homes nobody knows where.
    const field = idNumber === '' ? 'name' : 'id-number';
    if (known === at) {
      row.warn(field, 'person-twice');
      return;
    }
    row.wrong(field, 'person-twice');
    this.#reject(home.compound, label);
  }

  #homeOf(row: SourceRow<RosterField>): Home {
    const home = readHome(row, this.#above, this.#title, this.#options.compoundName === null);
    const named = home.compound === '' ? (this.#options.compoundName ?? '') : home.compound;
    const whole: Home = { ...home, compound: named };
    this.#above = whole;
    return whole;
  }

  #reject(compound: string, label: string): void {
    this.notes.wrongRows += 1;
    const key = `${compound}\n${label}`;
    if (this.#wrongRooms.has(key)) return;
    this.#wrongRooms.add(key);
    this.wrongRooms.push({ compound, label });
  }

  #add(
    row: SourceRow<RosterField>,
    home: Home,
    one: Pick<RosterRow, 'label' | 'name' | 'idNumber' | 'phone'>,
  ): void {
    const texts = this.#texts;
    this.rows.push({
      sheet: texts.of(row.sheet),
      row: row.row,
      community: texts.of(home.community),
      grid: texts.of(home.grid),
      compound: texts.of(home.compound),
      building: texts.of(home.building),
      unit: texts.of(home.unit),
      room: texts.of(home.room),
      ...one,
      label: texts.of(one.label),
      phone: ownText(one.phone),
      relation: texts.of(readSideText(row, 'relation', MAX_RELATION)),
      colour: readColour(row),
      movedInOn: texts.of(readMovedIn(row)),
      remark: texts.of(readSideText(row, 'remark', MAX_REMARK)),
    });
  }
}

/** A community's table of people: whatever program wrote it, in whatever order its columns are. */
export const readRosterFile = fileReading(
  (options: ReadOptions<RosterRow>, notes) => new RosterReader(options, notes),
);
