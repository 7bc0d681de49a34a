import { passCode } from '../../sealing/pass-code.ts';
import { MAX_PASS_NUMBER } from '../revocation-bitmap.ts';
import { type ExportContext, type ExportTable, mappedPages, timeText } from './export-context.ts';

const codeOf = (passNumber: number | null): string =>
  passNumber === null || passNumber > MAX_PASS_NUMBER ? '' : passCode(passNumber);

export async function residentsTable(
  scopePath: string,
  { store, say }: ExportContext,
): Promise<ExportTable> {
  return {
    headings: [
      say('export.compound'),
      say('export.building'),
      say('export.unit'),
      say('export.room'),
      say('register.name'),
      say('register.id-number'),
      say('register.phone'),
      say('export.relation'),
      say('export.colour'),
      say('export.moved-in-on'),
      say('register.remark'),
      say('export.roster-number'),
      say('export.pass-number'),
      say('export.pass-code'),
    ],
    decimals: {},
    count: await store.peopleLedgers.count('residents', scopePath),
    pages: mappedPages(store.peopleLedgers.residents(scopePath), (line) => [
      line.compoundName,
      line.building,
      line.unit,
      line.room,
      line.resident.name,
      line.resident.idNumber,
      line.resident.phone,
      line.resident.relation,
      say(`export.colour-${line.colour}`),
      line.resident.movedInOn,
      line.resident.remark,
      String(line.resident.rosterNumber),
      line.passNumber === null ? '' : String(line.passNumber),
      codeOf(line.passNumber),
    ]),
  };
}

export async function householdsTable(
  scopePath: string,
  { store, say }: ExportContext,
): Promise<ExportTable> {
  return {
    headings: [
      say('export.compound'),
      say('export.building'),
      say('export.unit'),
      say('export.room'),
      say('export.colour'),
      say('export.people'),
      say('export.pass-number'),
      say('export.pass-code'),
    ],
    decimals: { 5: 0 },
    count: await store.peopleLedgers.count('households', scopePath),
    pages: mappedPages(
      store.peopleLedgers.households(scopePath),
      ({ household, compoundName, people, passNumber }) => [
        compoundName,
        household.building,
        household.unit,
        household.room,
        say(`export.colour-${household.colour}`),
        people,
        passNumber === null ? '' : String(passNumber),
        codeOf(passNumber),
      ],
    ),
  };
}

export async function passesTable(
  scopePath: string,
  { store, say, timeZone }: ExportContext,
): Promise<ExportTable> {
  return {
    headings: [
      say('export.pass-number'),
      say('export.pass-code'),
      say('export.pass-kind'),
      say('register.name'),
      say('export.compound'),
      say('export.room'),
      say('export.pass-valid-from'),
      say('export.pass-valid-until'),
      say('export.pass-revoked-at'),
    ],
    decimals: {},
    count: await store.peopleLedgers.count('passes', scopePath),
    pages: mappedPages(store.peopleLedgers.passes(scopePath), ({ pass, ...line }) => [
      String(pass.passNumber),
      codeOf(pass.passNumber),
      say(pass.householdId === null ? 'export.pass-resident' : 'export.pass-household'),
      line.name,
      line.compoundName,
      line.label,
      timeText(pass.validFrom, timeZone),
      timeText(pass.validUntil, timeZone),
      timeText(pass.revokedAt, timeZone),
    ]),
  };
}
