import type { Command } from './command.ts';
import { printable } from './shell.ts';

export const devicesCommand: Command = {
  help: `kadian devices

Lists the phones and desks: id, name, role, place, last sync, revoked or not.`,
  options: {},
  run: (_given, shell) =>
    shell.withPremises(async ({ store }) => {
      for (const device of await store.devices.all()) {
        const { deviceId: id, name, role, place, enrolledAt, lastSyncAt, revokedAt } = device;
        const sync =
          lastSyncAt === null ? 'no records yet' : `last sync ${shell.moment(lastSyncAt)}`;
        const end = revokedAt === null ? '' : `  revoked ${shell.moment(revokedAt)}`;
        const times = { enrolledAt, lastSyncAt, revokedAt };
        shell.print(
          `${id}  ${printable(name)}  ${role} at ${printable(place.name)}  ${sync}${end}`,
          {
            id,
            name,
            role,
            placeId: place.id,
            placeName: place.name,
            ...times,
          },
        );
      }
    }),
};
