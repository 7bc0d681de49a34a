import type { Access } from '../store/accesses.ts';
import { streetOf } from '../store/places.ts';
import { type ExportContext, type ExportTable, mappedPages, timeText } from './export-context.ts';

const PAGE = 1_000;

/** What devices within the path were shown, oldest first; of the whole street also what was done at the server's terminal. */
export async function accessesTable(
  scopePath: string,
  { store, say, timeZone }: ExportContext,
): Promise<ExportTable> {
  const streetId = streetOf(scopePath);
  const isWholeStreet = scopePath === `${streetId}/`;
  const devices = new Map(
    (await store.devices.within(scopePath)).map((device) => [device.deviceId, device]),
  );
  const places = new Map((await store.places.within(`${streetId}/`)).map((one) => [one.id, one]));
  async function* pages(): AsyncGenerator<Access[]> {
    let page: Access[] = [];
    for await (const access of store.accesses.all(streetId)) {
      if (!devices.has(access.deviceId) && !isWholeStreet) continue;
      page.push(access);
      if (page.length < PAGE) continue;
      yield page;
      page = [];
    }
    yield page;
  }
  let count = 0;
  for await (const page of pages()) count += page.length;
  return {
    headings: [
      say('export.time'),
      say('export.device'),
      say('export.role'),
      say('export.place'),
      say('export.access'),
      say('export.within'),
      say('export.count'),
      say('export.device-id'),
    ],
    decimals: { 6: 0 },
    count,
    pages: mappedPages(pages(), (access) => {
      const device = devices.get(access.deviceId);
      return [
        timeText(access.at, timeZone),
        device?.name ?? '',
        device ? say(`role.${device.role}`) : '',
        device?.place.name ?? '',
        say(`export.access-${access.what}`),
        // A household's history has no place of that id: its number stands.
        places.get(access.scopeId)?.name ?? access.scopeId,
        access.count,
        access.deviceId,
      ];
    }),
  };
}
