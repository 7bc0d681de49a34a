import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKeyStore } from '../keys/key-store.ts';
import { type RunningServer, startServer } from '../start-server.ts';
import { openSqliteStore } from '../store/sqlite-store.ts';
import { invite } from '../street/invite.ts';
import {
  type DemoDeps,
  type DemoStreet,
  type LaidOutStreet,
  layOutStreet,
} from './build-demo-street.ts';
import { sendDemoNotices } from './demo-notices.ts';
import { signDemoReports } from './demo-reports.ts';
import { makeDemoRota } from './demo-rota.ts';
import { makeDemoRules, markDemoPeople } from './demo-rules.ts';
import { type GateLog, logGates } from './gate-logs.ts';
import type { DemoSize } from './street-history.ts';

interface RunningDemo {
  readonly server: RunningServer;
  readonly street: DemoStreet;
  readonly deskLink: string;
  readonly phoneLink: string;
  /** The last days are there at once; this resolves when the days before them are, too. */
  readonly history: Promise<void>;
  /** Stops the server and removes everything it kept. */
  stop(): Promise<void>;
}

interface DemoOptions {
  readonly port: number;
  readonly size: DemoSize;
  readonly appVersion: string;
  /** Folder of the built app; null serves the API alone. */
  readonly distDir: string | null;
  /** The throw-away folder, told as soon as it is there. */
  readonly onFolder: (folder: string) => void;
}

const HOST = '127.0.0.1';
const INVITATION_MINUTES = 7 * 24 * 60;
const INVITATION_USES = 1_000;
const RECENT_MS = 2 * 86_400_000;
const HEARD_EVERY_MS = 60_000;

/** A gate's former phone logged the shifts before the moment, the present one those since. */
const logsBetween = (logs: readonly GateLog[], from: number, to: number): GateLog[] =>
  logs.map((log) => ({
    ...log,
    shifts: log.shifts.filter(({ startedAt }) => startedAt >= from && startedAt < to),
  }));

/**
 * The real server on a throw-away folder with a made-up street. Desk and phone are on two origins, so that
 * one browser can be both without sharing storage.
 */
export async function startDemo(options: DemoOptions): Promise<RunningDemo> {
  const { size, appVersion, port, distDir } = options;
  const folder = await mkdtemp(join(tmpdir(), 'kadian-demo-'));
  options.onFolder(folder);
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const dataDir = join(folder, 'data');
    const keysDir = join(folder, 'keys');
    const store = await openSqliteStore(dataDir);
    const keys = await openKeyStore(keysDir);
    const since = size.now - RECENT_MS;
    const { street, logs, onDeviceIds } = await tellRecent(
      { store, keys, appVersion },
      size,
      since,
    ).finally(() => store.close());
    const { timeZone } = street.policy;
    const publicUrl = `http://localhost:${port}`;
    const settings = {
      port,
      host: HOST,
      dataDir,
      keysDir,
      database: null,
      publicUrl,
      tls: null,
      trustProxy: null,
      timeZone,
    };
    const server = await startServer(settings, { distDir });
    const offer = {
      placeId: street.streetId,
      minutes: INVITATION_MINUTES,
      mode: 'at-once',
      uses: INVITATION_USES,
    } as const;
    const linkFor = async (role: 'desk' | 'gate', hostName: string): Promise<string> => {
      const origin = `http://${hostName}:${server.port}`;
      const made = await invite({ ...offer, role }, origin, server, Date.now());
      if (!made) throw new Error('the demo street is not there');
      return made.link;
    };
    const deskLink = await linkFor('desk', 'localhost');
    const phoneLink = await linkFor('gate', HOST);
    const heard = setInterval(() => {
      for (const id of onDeviceIds) void server.store.devices.seen(id, Date.now(), 0);
    }, HEARD_EVERY_MS).unref();
    const stopping = new AbortController();
    const earlier = logsBetween(logs, 0, since);
    const history = logGates(server, earlier, size, stopping.signal).then(() => {});
    return {
      server,
      street,
      deskLink,
      phoneLink,
      history,
      async stop() {
        clearInterval(heard);
        stopping.abort();
        await history.catch(() => {});
        await server.stop();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

interface ToldStreet extends LaidOutStreet {
  /** Phones that are on and have a network. */
  readonly onDeviceIds: readonly string[];
}

/** The street with its rules, rota, notices and reports, and what its gates logged since then. */
export async function tellRecent(
  deps: DemoDeps,
  size: DemoSize,
  since: number,
): Promise<ToldStreet> {
  const { store } = deps;
  await makeDemoRules(store);
  const laidOut = await layOutStreet(deps, size);
  const { logs, street } = laidOut;
  await markDemoPeople(store, size.now);
  await sendDemoNotices(store, size.now);
  const deviceIds = await logGates(deps, logsBetween(logs, since, size.now + 1), size);
  const day = { now: size.now, timeZone: street.policy.timeZone };
  await makeDemoRota(store, logs, day);
  await signDemoReports(store, { logs, deviceIds, ...day });
  const onDeviceIds = deviceIds.filter(
    (_, place) => logs[place]?.shifts.at(-1)?.sentAt === size.now,
  );
  return { ...laidOut, onDeviceIds };
}
