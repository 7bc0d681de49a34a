import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildAppIfNeeded, DIST_DIR, PROJECT_DIR } from '../app-build.ts';
import { readSettings } from '../settings.ts';
import { StartProblem } from '../start-problem.ts';
import { freePort } from './free-port.ts';
import { startDemo } from './start-demo.ts';

const SEED = 20_200_326;
const RESIDENTS = 2_000;
const DAYS = 14;
const PORTS_TRIED = 50;

try {
  if (Number(process.versions.node.split('.')[0]) < 24) {
    throw new StartProblem(`Kadian needs Node 24 or newer, this is ${process.version}.`);
  }
  const { port: wanted, host } = readSettings({ PORT: process.env.PORT, HOST: '127.0.0.1' });
  buildAppIfNeeded(console.log);
  console.log('正在布置一条演示用的街道……  Making up a street …');
  const { version } = JSON.parse(readFileSync(join(PROJECT_DIR, 'package.json'), 'utf8'));
  const size = { now: Date.now(), seed: SEED, residents: RESIDENTS, days: DAYS };
  const demo = await startDemo({
    port: wanted === 0 ? 0 : await freePort(host, wanted, PORTS_TRIED),
    size,
    appVersion: version,
    distDir: DIST_DIR,
    // Also when it ends in the middle: nothing of the demo stays.
    onFolder: (folder) => {
      process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
    },
  });
  const { residents, gateIds, tally } = demo.street;
  console.log(`
${demo.street.streetName}：居民 ${residents} 人，卡点 ${gateIds.length} 个，两周出入记录 ${tally.entries} 条（较早的还在陆续送到），全是编的。
A made-up street: ${residents} residents, ${gateIds.length} gates, ${tally.entries} entries of two weeks, the older ones\nstill arriving.

值班台（电脑）  Desk, on a computer
  ${demo.deskLink}

卡点手机  Gate phone, in another tab or window; its origin is another one, so that it shares no storage
  ${demo.phoneLink}

先开值班台，到“码与卡”找一张门卡和几张通行码；手机上没有摄像头也行，把门卡上的字输进去就能开班。
First open the desk: under 码与卡 (Codes and cards) are gate cards and passes. Without a camera, type or paste
what a card says into the phone to start a shift, or open a picture of it.

按 Ctrl+C 结束，演示的一切随之删除。  Ctrl+C ends it and removes everything.`);
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      demo.stop().then(() => process.exit(0));
    });
  }
  await demo.history;
  if (!stopping) console.log('\n两周的记录都到了。  All of the two weeks is there.');
} catch (error) {
  if (!(error instanceof StartProblem)) throw error;
  console.error(error.message);
  process.exit(2);
}
