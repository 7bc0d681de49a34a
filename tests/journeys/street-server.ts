import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { buildAppIfNeeded } from '../../src/server/app-build.ts';
import { COMPILED_BEFORE } from '../server/server-process.ts';
import type { SetClock, StreetFacts } from './street-facts.ts';

export interface StreetServer {
  readonly facts: StreetFacts;
  /** Epoch ms by the street's clock. */
  readonly now: () => number;
  /** Later by this much, for the server; phones are told by whoever drives them. */
  readonly advance: (ms: number) => void;
  readonly stop: () => Promise<void>;
}

/** 09:00 on a spring morning in Shanghai, for everybody: no test waits for a clock or depends on the day. */
const START = Date.parse('2022-03-28T09:00:00+08:00');

/** The product's server in a process of its own, on SQLite below `folder`. Rejects when it ends before it is ready. */
export async function startStreetServer(folder: string): Promise<StreetServer> {
  buildAppIfNeeded(() => undefined);
  let now = START;
  const child = fork(join(import.meta.dirname, 'street-server-process.ts'), {
    execArgv: [],
    env: {
      ...COMPILED_BEFORE,
      PORT: '0',
      DATA_DIR: join(folder, 'data'),
      KEYS_DIR: join(folder, 'keys'),
      STREET_CLOCK: String(now),
    },
  });
  const facts = await readyFacts(child);
  return {
    facts,
    now: () => now,
    advance(ms) {
      now += ms;
      child.send({ clock: now } satisfies SetClock);
    },
    async stop() {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}

function readyFacts(child: ChildProcess): Promise<StreetFacts> {
  return new Promise((resolve, reject) => {
    child.once('message', (facts) => resolve(facts as StreetFacts));
    child.once('exit', (code) => reject(new Error(`the street's server ended with ${code}`)));
  });
}
