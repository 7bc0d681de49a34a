#!/usr/bin/env node
// Plain JavaScript, so that an older Node gets far enough to hand over to the one that came with the packages.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const cli = new URL('./cli.ts', import.meta.url);

if (Number(process.versions.node.split('.')[0]) >= 24) {
  await import(cli.href);
} else {
  const node = bundledNode();
  if (node === null) {
    console.error(`Kadian needs Node 24 or newer, this is ${process.version}.`);
    process.exit(2);
  }
  const args = ['--max-semi-space-size=8', fileURLToPath(cli), ...process.argv.slice(2)];
  const { status, signal } = spawnSync(node, args, { stdio: 'inherit' });
  if (signal !== null) process.kill(process.pid, signal);
  process.exitCode = status ?? 1;
}

function bundledNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const file = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  try {
    return createRequire(import.meta.url).resolve(`node-${platform}-${process.arch}/${file}`);
  } catch {
    return null;
  }
}
