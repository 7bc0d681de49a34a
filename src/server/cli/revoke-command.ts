import { CannotDo, type Command, optionalText, WrongUse } from './command.ts';

export const revokeCommand: Command = {
  help: `kadian revoke --device ID | --pass NUMBER

  --device ID      shut out a lost phone or desk, at once and for good; what it still sends is kept apart
  --pass NUMBER    revoke a pass: phones know at their next pull

\`kadian devices\` lists the devices.`,
  options: { device: { type: 'string' }, pass: { type: 'string' } },
  async run(given, shell) {
    const deviceId = optionalText(given, 'device');
    const pass = optionalText(given, 'pass');
    if ((deviceId === null) === (pass === null)) {
      throw new WrongUse('revoke takes --device or --pass.');
    }
    if (pass !== null && !/^\d{1,10}$/.test(pass)) {
      throw new WrongUse('--pass must be the number of a pass.');
    }
    await shell.withPremises(async ({ store }) => {
      const now = Date.now();
      if (deviceId !== null) {
        if (!(await store.devices.revoke(deviceId, now))) {
          throw new CannotDo(`There is no device ${deviceId}; \`kadian devices\` lists them.`);
        }
        shell.print(`The device ${deviceId} is revoked.`, { deviceId });
        return;
      }
      const passNumber = Number(pass);
      const [street] = await store.places.all();
      if (!street || !(await store.rosters.revokePass(street.id, passNumber, now))) {
        throw new CannotDo(`There is no pass ${passNumber}.`);
      }
      shell.print(`The pass ${passNumber} is revoked.`, { passNumber });
    });
  },
};
