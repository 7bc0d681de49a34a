import { readSettings, type Settings } from './settings.ts';
import { StartProblem } from './start-problem.ts';
import { type RunningServer, startServer } from './start-server.ts';
import { INVITATION_MINUTES, invite } from './street/invite.ts';
import { publicUrlAdvice, publicUrlRefusal } from './street/public-url.ts';
import { terminalQr } from './terminal-qr.ts';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/**
 * The whole life of the server process. A reason not to start is one sentence on stderr and exit code 2;
 * SIGTERM and SIGINT finish what is in flight and exit with 0. `readyApp` gives the folder of the built app.
 */
export async function serve(
  environment: NodeJS.ProcessEnv,
  readyApp: () => string | null,
): Promise<void> {
  try {
    if (Number(process.versions.node.split('.')[0]) < 24) {
      throw new StartProblem(`Kadian needs Node 24 or newer, this is ${process.version}.`);
    }
    const settings = readSettings(environment);
    const server = await startServer(settings, { distDir: readyApp() });
    stopOnSignal(server);
    console.log(`Kadian is at ${settings.publicUrl}`);
    if ((await server.store.devices.count()) === 0) await inviteFirst(server, settings);
  } catch (error) {
    if (!(error instanceof StartProblem)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}

function stopOnSignal(server: RunningServer): void {
  const stop = (): void => {
    for (const signal of SIGNALS) process.removeListener(signal, stop);
    server.stop().then(() => process.exit(0));
  };
  for (const signal of SIGNALS) process.on(signal, stop);
}

async function inviteFirst(server: RunningServer, { publicUrl }: Settings): Promise<void> {
  const why = await publicUrlRefusal(publicUrl, server.keys.rootHash);
  if (why !== null) {
    console.log(
      `\nNobody has joined yet, and nobody can be invited:\n${publicUrlAdvice(why, publicUrl)}\n`,
    );
    return;
  }
  const [street] = await server.store.places.all();
  if (!street) throw new Error('a store without a street');
  const offer = { role: 'administrator', placeId: street.id, mode: 'ask', uses: 1 } as const;
  const minutes = INVITATION_MINUTES;
  const made = await invite({ ...offer, minutes }, publicUrl, server, Date.now());
  if (!made) throw new Error('a street that cannot be invited to');
  console.log(`\nNobody has joined yet. Join as administrator, within ${minutes} minutes:\n`);
  console.log(`${terminalQr(made.link, process.stdout.isTTY)}\n\n${made.link}\n`);
}
