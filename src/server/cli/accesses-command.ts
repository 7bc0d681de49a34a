import type { Command } from './command.ts';
import { printable } from './shell.ts';

export const accessesCommand: Command = {
  help: `kadian accesses

Lists what each device was shown, hour by hour: exports, gate cards, passes, histories. Never what was in it.`,
  options: {},
  run: (_given, shell) =>
    shell.withPremises(async ({ store }) => {
      const devices = new Map((await store.devices.all()).map((one) => [one.deviceId, one]));
      for (const place of await store.places.all()) {
        if (place.parentId !== null) continue;
        for await (const { at, deviceId, what, scopeId, count } of store.accesses.all(place.id)) {
          const device = devices.get(deviceId);
          const whose = `${printable(device?.name ?? '')}  ${device?.role ?? ''}`;
          const line = `${shell.moment(at)}  ${deviceId}  ${whose}  ${what} ${scopeId}  ${count}`;
          shell.print(line, { at, deviceId, what, scopeId, count });
        }
      }
    }),
};
