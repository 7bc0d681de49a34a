import type { PlaceKind } from '../../domain/place.ts';
import type { PlaceField } from '../../protocol/imports.ts';
import { fileReading } from './read-file.ts';
import { type Columns, columnOf, PLACE_VOCABULARY } from './read-headings.ts';
import { MAX_PLACE_NAME } from './read-home.ts';
import type { ReadNotes } from './read-notes.ts';
import type { PlaceRow, ReadOptions } from './read-row.ts';
import type { TableReader } from './read-sheet.ts';
import type { SourceRow } from './read-source-row.ts';
import { cleanOrEmpty, hasWrongSigns } from './read-text.ts';
import { RowBatches } from './row-batches.ts';

/** What people call a kind of place; the first word that fits counts. */
const KINDS: readonly (readonly [RegExp, PlaceKind])[] = [
  [/无主|無主|散|开放|開放|楼院|樓院|院落|庭院|家属院|courtyard/i, 'courtyard'],
  [/集装箱|貨櫃|货柜|箱式|container/i, 'container-post'],
  [/采样|採樣|核酸|检测点|sampling/i, 'sampling'],
  [/交通|道路|路口|高速|国道|省道|卡口|traffic/i, 'traffic'],
  [/场所|場所|商|超市|市场|学校|酒店|宾馆|医院|企业|工地|写字楼|园区|venue/i, 'venue'],
  [/小区|小區|封闭|社区|住宅|公寓|compound/i, 'compound'],
];

const FOOTER =
  /^(合\s*计|总\s*计|小\s*计|共计|共\s*\d+|制表|填表|审核|说明[:：]|注[:：]|备注[:：])/;
const LEVELS = ['community', 'village', 'grid', 'compound'] as const;
type Levels = Record<(typeof LEVELS)[number], string>;
const NOWHERE: Levels = { community: '', village: '', grid: '', compound: '' };

class PlacesReader implements TableReader<PlaceField> {
  readonly vocabulary = PLACE_VOCABULARY;
  readonly rows: RowBatches<PlaceRow>;
  readonly wrongRooms = [];
  readonly notes: ReadNotes;
  readonly #options: ReadOptions<PlaceRow>;
  #above: Levels = NOWHERE;

  constructor(options: ReadOptions<PlaceRow>, notes: ReadNotes) {
    this.#options = options;
    this.rows = new RowBatches(options.onRows);
    this.notes = notes;
  }

  isHeading(fields: ReadonlySet<PlaceField>): boolean {
    return (
      fields.has('compound') || fields.has('village') || (fields.has('gate') && fields.size > 1)
    );
  }

  readonly keyField = (columns: Columns<PlaceField>): number => {
    const keys = (['compound', 'gate', 'village'] as const).map((key) => columnOf(columns, key));
    return keys.find((column) => column >= 0) ?? -1;
  };

  begin(): void {
    this.#above = NOWHERE;
  }

  read(row: SourceRow<PlaceField>): void {
    if (FOOTER.test(row.filled()[0] ?? '')) return;
    const own = Object.fromEntries(
      LEVELS.map((level) => [level, this.#name(row, level)]),
    ) as Levels;
    const gates = this.#name(row, 'gate');
    const kind = this.#kindOf(row);
    const where = this.#carriedDown(own);
    const compound = where.compound === '' ? (this.#options.compoundName ?? '') : where.compound;
    const isNowhere = compound === '' && LEVELS.every((level) => where[level] === '');
    if (isNowhere && gates === '') return;
    if (gates !== '' && compound === '' && where.village === '') {
      row.wrong('compound', 'compound-missing');
    }
    if (row.isWrong) {
      this.notes.wrongRows += 1;
      return;
    }
    this.#above = where;
    for (const gate of gates === '' ? [''] : gates.split(/[、,，;；/]/)) {
      this.rows.push({
        sheet: row.sheet,
        row: row.row,
        ...where,
        compound,
        kind,
        gate: gate.trim(),
      });
    }
  }

  #name(row: SourceRow<PlaceField>, field: PlaceField): string {
    const text = cleanOrEmpty(row.keyCell(field));
    if (hasWrongSigns(text)) row.wrong(field, 'signs-wrong');
    if (text.length > MAX_PLACE_NAME) row.wrong(field, 'text-too-long');
    return text;
  }

  #kindOf(row: SourceRow<PlaceField>): PlaceKind {
    const text = cleanOrEmpty(row.keyCell('kind'));
    if (text === '') return 'compound';
    const kind = KINDS.find(([word]) => word.test(text))?.[1];
    if (kind === undefined) row.wrong('kind', 'kind-unknown');
    return kind ?? 'compound';
  }

  #carriedDown(own: Levels): Levels {
    const where = { ...own };
    // A community or village of its own begins anew; below it nothing is carried.
    for (const level of LEVELS) {
      const above = this.#above[level];
      const isOther =
        (level === 'community' && own.village !== '' && own.community === '') ||
        (level === 'village' && own.community !== '' && own.village === '');
      if (isOther) continue;
      if (where[level] === '') where[level] = above;
      else if (where[level] !== above) break;
    }
    return where;
  }
}

/** A table of the street's places: communities, villages, grids, compounds and their gates. */
export const readPlacesFile = fileReading(
  (options: ReadOptions<PlaceRow>, notes) => new PlacesReader(options, notes),
);
