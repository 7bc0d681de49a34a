// Each runtime has a tsconfig of its own, so that a wrong global does not compile.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const RUNTIMES = ['tests', 'src/server', 'src', 'src/domain', 'src/scanning/worker', 'sw'];
/** At once. More only take each other's processor. */
const AT_ONCE = 2;

let failed = false;

async function checkNext(): Promise<void> {
  for (let folder = RUNTIMES.shift(); folder !== undefined; folder = RUNTIMES.shift()) {
    const args = ['node_modules/typescript/bin/tsc', '-p', folder];
    const [status] = await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'exit');
    if (status === 0) continue;
    console.error(`types: ${folder} does not compile`);
    failed = true;
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, checkNext));
process.exit(failed ? 1 : 0);
