import { buildAppIfNeeded } from './app-build.ts';
import { readSettings } from './settings.ts';
import { StartProblem } from './start-problem.ts';
import { startServer } from './start-server.ts';
import { INVITATION_MINUTES, invite } from './street/invite.ts';
import { terminalQr } from './terminal-qr.ts';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

try {
  if (Number(process.versions.node.split('.')[0]) < 24) {
    throw new StartProblem(`Kadian needs Node 24 or newer, this is ${process.version}.`);
  }
  const settings = readSettings(process.env);
  buildAppIfNeeded(console.log);
  const server = await startServer(settings);
  console.log(`Kadian is at ${settings.publicUrl}`);
  if ((await server.store.devices.count()) === 0) {
    const [street] = await server.store.places.all();
    const offer = {
      role: 'administrator',
      minutes: INVITATION_MINUTES,
      mode: 'ask',
      uses: 1,
    } as const;
    const wanted = { ...offer, placeId: street?.id ?? '' };
    const made = await invite(wanted, settings.publicUrl, server, Date.now());
    if (made) {
      console.log(
        `\nNobody has joined yet. Join as administrator, within ${INVITATION_MINUTES} minutes:`,
      );
      console.log(`\n${terminalQr(made.link, process.stdout.isTTY)}\n\n${made.link}\n`);
    }
  }
  const stop = (): void => {
    for (const signal of SIGNALS) process.removeListener(signal, stop);
    server.stop().then(() => process.exit(0));
  };
  for (const signal of SIGNALS) process.on(signal, stop);
} catch (error) {
  if (!(error instanceof StartProblem)) throw error;
  console.error(error.message);
  process.exit(2);
}
