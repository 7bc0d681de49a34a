import { MAX_CELL_LENGTH, ownText } from './cell.ts';
import { UnreadableTable } from './unreadable-table.ts';
import { attribute, plainText, XmlTokens } from './xml-tokens.ts';
import type { ZipArchive } from './zip-archive.ts';

const SMALL_PART_BYTES = 16 * 1024 * 1024;
/** All texts of a workbook are held in memory while it is read. */
const SHARED_TEXT_BYTES = 192 * 1024 * 1024;

export interface WorkbookParts {
  readonly sheets: readonly { readonly name: string; readonly part: string }[];
  readonly is1904: boolean;
  readonly textsPart: string | null;
  readonly stylesPart: string | null;
}

async function readSmall(
  zip: ZipArchive,
  part: string,
  open: (name: string, attributes: string) => void,
): Promise<void> {
  const tokens = new XmlTokens({ open, close: () => undefined, text: () => undefined });
  for await (const text of zip.texts(part, SMALL_PART_BYTES)) tokens.write(text);
}

function resolved(target: string, folder: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const path: string[] = [];
  for (const step of `${folder}/${target}`.split('/')) {
    if (step === '..') path.pop();
    else if (step !== '.' && step !== '') path.push(step);
  }
  return path.join('/');
}

interface Related {
  readonly id: string;
  readonly type: string;
  readonly part: string;
}

async function relationsOf(zip: ZipArchive, part: string): Promise<Related[]> {
  const slash = part.lastIndexOf('/');
  const folder = part.slice(0, Math.max(0, slash));
  const file = `${folder === '' ? '' : `${folder}/`}_rels/${part.slice(slash + 1)}.rels`;
  const found: Related[] = [];
  if (!zip.has(file)) return found;
  await readSmall(zip, file, (name, attributes) => {
    if (name !== 'Relationship') return;
    const type = attribute(attributes, 'Type') ?? '';
    found.push({
      id: attribute(attributes, 'Id') ?? '',
      type: type.slice(type.lastIndexOf('/') + 1),
      part: resolved(attribute(attributes, 'Target') ?? '', folder),
    });
  });
  return found;
}

/** What a workbook consists of; sheets in its own order, hidden ones left out. @throws UnreadableTable */
export async function workbookParts(zip: ZipArchive): Promise<WorkbookParts> {
  const root = await relationsOf(zip, '');
  const workbook = root.find(({ type }) => type === 'officeDocument')?.part ?? 'xl/workbook.xml';
  if (!zip.has(workbook)) throw new UnreadableTable('not-a-table');
  const related = await relationsOf(zip, workbook);
  const sheets: { name: string; part: string }[] = [];
  let is1904 = false;
  await readSmall(zip, workbook, (tag, attributes) => {
    if (tag === 'workbookPr') {
      is1904 = /^(1|true|on)$/.test(attribute(attributes, 'date1904') ?? '');
    }
    if (tag !== 'sheet' || (attribute(attributes, 'state') ?? 'visible') !== 'visible') return;
    const id = attribute(attributes, 'id') ?? '';
    const part = related.find((one) => one.id === id && one.type === 'worksheet')?.part;
    if (part !== undefined && zip.has(part)) {
      sheets.push({ name: attribute(attributes, 'name') ?? '', part });
    }
  });
  const partOf = (type: string): string | null => {
    const part = related.find((one) => one.type === type)?.part;
    return part !== undefined && zip.has(part) ? part : null;
  };
  return { sheets, is1904, textsPart: partOf('sharedStrings'), stylesPart: partOf('styles') };
}

/** Texts that cells refer to by their place. */
export async function sharedTexts(
  zip: ZipArchive,
  part: string,
  onPacked: (bytes: number) => void,
): Promise<string[]> {
  const texts: string[] = [];
  let text = '';
  let pieces = 0;
  let isText = false;
  let isReading = false;
  const tokens = new XmlTokens({
    open(name) {
      if (name === 'si') {
        text = '';
        pieces = 0;
      }
      if (name === 't') isText = true;
      // How a name is read aloud is no part of it.
      else if (name === 'rPh') isReading = true;
    },
    close(name) {
      // Pieces that were only joined take many times the memory of the text that they make.
      if (name === 'si') texts.push(pieces > 1 ? ownText(text) : text);
      else if (name === 't') isText = false;
      else if (name === 'rPh') isReading = false;
    },
    text(raw) {
      if (!isText || isReading || text.length >= MAX_CELL_LENGTH) return;
      const plain = plainText(raw).slice(0, MAX_CELL_LENGTH);
      pieces += 1;
      text = text === '' ? plain : text + plain;
    },
  });
  for await (const chunk of zip.texts(part, SHARED_TEXT_BYTES, onPacked)) tokens.write(chunk);
  return texts;
}

/** Formats that Excel has always had and that show dates. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 17) ||
  id === 22 ||
  (id >= 27 && id <= 31) ||
  id === 36 ||
  (id >= 50 && id <= 58);

/** Years or days in a format, outside of "quoted" and [bracketed] parts. */
const isDateFormat = (format: string): boolean =>
  /[yd年日]/i.test(format.replace(/"[^年月日"]*"|\[[^\]]*\]|\\./g, ''));

/** By number of a cell's style: whether it shows a date. */
export async function dateStyles(zip: ZipArchive, part: string): Promise<boolean[]> {
  const formats = new Map<number, string>();
  const styles: boolean[] = [];
  let isCellStyles = false;
  await readSmall(zip, part, (name, attributes) => {
    if (name === 'numFmt') {
      const id = Number(attribute(attributes, 'numFmtId'));
      formats.set(id, attribute(attributes, 'formatCode') ?? '');
    } else if (name === 'cellXfs') isCellStyles = true;
    else if (name === 'cellStyles' || name === 'cellStyleXfs') isCellStyles = false;
    else if (name === 'xf' && isCellStyles) {
      const id = Number(attribute(attributes, 'numFmtId'));
      const format = formats.get(id);
      styles.push(format === undefined ? isBuiltInDate(id) : isDateFormat(format));
    }
  });
  return styles;
}
