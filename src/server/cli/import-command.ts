import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  IMPORT_MAX_BYTES,
  IMPORT_PART_BYTES,
  type ImportPreview,
  type ImportRefusal,
  type ImportState,
} from '../../protocol/imports.ts';
import { ImportJobs } from '../roster-import/import-jobs.ts';
import { Refusal } from '../routes/refusal.ts';
import type { PlacedDevice } from '../store/devices.ts';
import { CannotDo, type Command, optionalText, requiredText, WrongUse } from './command.ts';
import { operatorOf } from './operator.ts';
import { printable, type Shell } from './shell.ts';

const POLL_MS = 200;
const SHOWN_PROBLEMS = 20;

export const importCommand: Command = {
  help: `kadian import FILE --place ID [--what roster|places] [--apply]

Reads a community's table (XLSX, XLS, ODS or CSV), says what was understood and what would change, and changes nothing;
with --apply it does it, all or nothing.

  --place ID             what the file is about: all in it lies within this place
  --what WHAT            roster (usually) or places
  --apply                do it
  --without-wrong-rows   leave out the rows that cannot be taken
  --add-places           add the compounds and gates that the file names and the street has not

  kadian import 梧桐里.xlsx --place m1
  kadian import 梧桐里.xlsx --place m1 --apply --without-wrong-rows`,
  options: {
    place: { type: 'string' },
    what: { type: 'string', default: 'roster' },
    apply: { type: 'boolean' },
    'without-wrong-rows': { type: 'boolean' },
    'add-places': { type: 'boolean' },
  },
  words: 1,
  async run(given, shell) {
    const [file] = given.positionals;
    if (file === undefined) throw new WrongUse('import takes the name of a file.');
    const placeId = requiredText(given, 'place', 'the id of a place');
    const what = optionalText(given, 'what');
    if (what !== 'roster' && what !== 'places') {
      throw new WrongUse('--what must be roster or places.');
    }
    const isOn = (option: string) => given.values[option] === true;
    const wanted = {
      addPlaces: isOn('add-places'),
      withoutWrongRows: isOn('without-wrong-rows'),
    };
    await shell.withPremises(async ({ store, keys }) => {
      const device = await operatorOf(store);
      const onFailure = (error: unknown) => console.error(error);
      const jobs = new ImportJobs({ store, keys, clock: Date.now, onFailure });
      try {
        const importId = await send(file, { what, placeId }, jobs, device);
        await jobs.read(device, importId, { columns: [] });
        const read = await settled(jobs, device, importId, 'Reading', shell);
        const preview = previewOf(read);
        printPreview(preview, shell);
        if (!isOn('apply')) {
          await jobs.discard(device, importId);
          return;
        }
        const against = whyNot(preview, wanted);
        if (against) {
          await jobs.discard(device, importId);
          throw new CannotDo(against);
        }
        const { streetId, deviceId } = device;
        const access = { streetId, deviceId, what: 'import', scopeId: placeId, count: 1 } as const;
        await store.accesses.add({ ...access, at: Date.now() });
        await jobs.apply(device, importId, { previewId: preview.previewId, ...wanted });
        const done = await settled(jobs, device, importId, 'Writing', shell);
        if (done.state !== 'applied') {
          const why = done.state === 'preview' ? done.notApplied : null;
          throw new CannotDo(REFUSALS[why ?? 'not-applied']);
        }
        const { added, changed, movedOut, places } = done;
        shell.print(
          `Applied: ${added} added, ${changed} changed, ${movedOut} moved out, ${places} places added.`,
          { importId, applied: true, added, changed, movedOut, places },
        );
      } catch (error) {
        if (error instanceof Refusal) throw new CannotDo(sentenceOf(error));
        throw error;
      } finally {
        await jobs.close();
      }
    });
  },
};

async function send(
  file: string,
  about: { readonly what: 'roster' | 'places'; readonly placeId: string },
  jobs: ImportJobs,
  device: PlacedDevice,
): Promise<string> {
  const { size } = await stat(file).catch(() => {
    throw new CannotDo(`${file} cannot be read.`);
  });
  if (size < 1) throw new CannotDo(`${file} is empty.`);
  if (size > IMPORT_MAX_BYTES) throw new CannotDo(REFUSALS['too-large']);
  const fileName = basename(file).slice(0, 200);
  const importId = await jobs.start(device, { ...about, fileName, bytes: size });
  const handle = await open(file, 'r');
  try {
    for (let part = 0; part * IMPORT_PART_BYTES < size; part += 1) {
      const from = part * IMPORT_PART_BYTES;
      const bytes = new Uint8Array(Math.min(IMPORT_PART_BYTES, size - from));
      await handle.read(bytes, 0, bytes.length, from);
      await jobs.savePart(device, importId, part, bytes);
    }
  } finally {
    await handle.close();
  }
  return importId;
}

/** The import when nothing runs any more. */
async function settled(
  jobs: ImportJobs,
  device: PlacedDevice,
  importId: string,
  doing: string,
  shell: Shell,
): Promise<ImportState> {
  for (;;) {
    const state = await jobs.state(device, importId);
    if (state.state !== 'reading' && state.state !== 'applying') return state;
    const { rows, done, of } = state.progress;
    shell.progress(`${doing}, ${rows} rows`, done, of);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function previewOf(state: ImportState): ImportPreview {
  if (state.state === 'preview') return state.preview;
  if (state.state === 'failed') throw new CannotDo(REFUSALS[state.why]);
  throw new Error(`an import that is ${state.state} after it was read`);
}

/** Why the preview is not to be applied as it is; null: nothing speaks against it. */
function whyNot(
  { wrongRows, compounds }: ImportPreview,
  wanted: { readonly addPlaces: boolean; readonly withoutWrongRows: boolean },
): string | null {
  if (wrongRows > 0 && !wanted.withoutWrongRows) {
    return `${wrongRows} rows cannot be taken: put them right in the file, or leave them out with --without-wrong-rows.`;
  }
  const missing = compounds.filter(({ placeId }) => placeId === null);
  if (missing.length > 0 && !wanted.addPlaces && !wanted.withoutWrongRows) {
    return `The street has no ${missing.map(({ name }) => printable(name)).join(', ')}: add them with --add-places, or leave their rows out with --without-wrong-rows.`;
  }
  return null;
}

function printPreview(preview: ImportPreview, shell: Shell): void {
  const { sheets, people, households, added, changed, movedOut, unchanged } = preview;
  const { wrongRows, warnings, problems, newPlaces, compounds } = preview;
  const lines = [
    ...sheets.map(({ name, headingRow, rows, columns }) =>
      headingRow === null
        ? `${name}: no headings found, left out`
        : `${name}: ${rows} rows; ${columns
            .map(({ heading, field }) => `${heading} → ${field ?? '–'}`)
            .join(', ')}`,
    ),
    `${people} people, ${households} households; ${wrongRows} wrong rows, ${warnings} warnings`,
    `${added} added, ${changed} changed, ${movedOut} moved out, ${unchanged} unchanged`,
    ...newPlaces.map(({ name, kind, parentName }) => `new: ${name} (${kind}) under ${parentName}`),
    ...compounds
      .filter(({ placeId }) => placeId === null)
      .map(({ name, parentName }) => `not in the street yet: ${name} under ${parentName}`),
    ...problems
      .slice(0, SHOWN_PROBLEMS)
      .map(
        ({ sheet, row, heading, problem, isWarning, found }) =>
          `${sheet} row ${row}${heading === '' ? '' : `, ${heading}`}: ${problem}${isWarning ? ' (only noted)' : ''} “${found}”`,
      ),
  ];
  const { samples: _, ...told } = preview;
  shell.print(lines.map(printable).join('\n'), told);
}

const REFUSALS: Readonly<Record<ImportRefusal, string>> = {
  'not-a-table': 'The file is no table that can be read: save it as XLSX or CSV.',
  password: 'The file has a password: save it without one.',
  'no-headings': 'No row with headings was found.',
  'no-rows': 'There are no rows under the headings.',
  'too-large': `The file is larger than ${IMPORT_MAX_BYTES / 1024 / 1024} MB: divide it.`,
  'too-many-rows': 'The file has too many rows: divide it.',
  damaged: 'The file is damaged.',
  'bytes-missing': 'The file did not arrive whole: try again.',
  'not-ready': 'Another import is at work there: try again when it is done.',
  'preview-old': 'The roster has changed since the file was read: try again.',
  'rosters-changed-since': 'Another roster came after it.',
  'nothing-before': 'There is nothing before it.',
  'not-applied': 'The import was not applied.',
};

function sentenceOf({ code, details }: Refusal): string {
  const why = typeof details.why === 'string' ? details.why : '';
  if (code === 'not-found') return 'There is no such place; `kadian places` lists them.';
  if (Object.hasOwn(REFUSALS, why)) return REFUSALS[why as ImportRefusal];
  if (why === 'kind-under-parent') return 'A place of this kind takes no such file.';
  if (why === 'place-closed') return 'The place is closed.';
  return `It was refused: ${code}${why === '' ? '' : `, ${why}`}.`;
}
