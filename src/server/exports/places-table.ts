import type { ExportContext, ExportTable } from './export-context.ts';
import { mappedPages, timeText } from './export-context.ts';

async function* onePage<Line>(lines: readonly Line[]): AsyncGenerator<readonly Line[]> {
  yield lines;
}

export async function placesTable(
  scopePath: string,
  { store, say, timeZone }: ExportContext,
): Promise<ExportTable> {
  const places = await store.places.within(scopePath);
  const names = new Map(places.map(({ id, name }) => [id, name]));
  const above = (path: string): string =>
    path
      .split('/')
      .slice(0, -2)
      .map((id) => names.get(id) ?? '')
      .filter((name) => name !== '')
      .join(' / ');
  return {
    headings: [
      say('export.name'),
      say('export.kind'),
      say('export.within'),
      say('export.closed-at'),
      say('export.merged-into'),
      say('export.place-id'),
    ],
    decimals: {},
    count: places.length,
    pages: mappedPages(onePage(places), (place) => [
      place.name,
      say(`place-kind.${place.kind}`),
      above(place.path),
      timeText(place.closedAt, timeZone),
      place.mergedInto === null ? '' : (names.get(place.mergedInto) ?? place.mergedInto),
      place.id,
    ]),
  };
}

export async function devicesTable(
  scopePath: string,
  { store, say, timeZone }: ExportContext,
): Promise<ExportTable> {
  const devices = await store.devices.within(scopePath);
  return {
    headings: [
      say('export.device'),
      say('export.role'),
      say('export.place'),
      say('export.state'),
      say('export.enrolled-at'),
      say('export.last-seen-at'),
      say('export.last-sync-at'),
      say('export.clock-skew'),
      say('export.version'),
      say('export.revoked-at'),
      say('export.device-id'),
    ],
    decimals: { 7: 0 },
    count: devices.length,
    pages: mappedPages(onePage(devices), (device) => [
      device.name,
      say(`role.${device.role}`),
      device.place.name,
      say(`export.state-${stateOf(device)}`),
      timeText(device.enrolledAt, timeZone),
      timeText(device.lastSeenAt, timeZone),
      timeText(device.lastSyncAt, timeZone),
      device.clockSkewMs === null ? null : Math.round(device.clockSkewMs / 1000),
      device.appVersion,
      timeText(device.revokedAt, timeZone),
      device.deviceId,
    ]),
  };
}

const stateOf = (device: {
  readonly revokedAt: number | null;
  readonly checkCode: string | null;
}): 'revoked' | 'waiting' | 'working' =>
  device.revokedAt !== null ? 'revoked' : device.checkCode !== null ? 'waiting' : 'working';
