// Each runtime has a tsconfig of its own, so that a wrong global does not compile.
import { spawnSync } from 'node:child_process';

const RUNTIMES = ['src/domain', 'src', 'src/scanning/worker', 'sw', 'src/server', 'tests'];
let failed = false;
for (const folder of RUNTIMES) {
  const args = ['node_modules/typescript/bin/tsc', '-p', folder];
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) {
    console.error(`types: ${folder} does not compile`);
    failed = true;
  }
}
process.exit(failed ? 1 : 0);
