import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { StreetFacts } from '../journeys/street-facts.ts';

const PROCESS = join(import.meta.dirname, '..', 'journeys', 'street-server-process.ts');

export interface EngineStreet {
  readonly facts: StreetFacts;
  stop(): Promise<void>;
}

/** The product's server with a small street, at today's time: these browsers have the machine's clock. */
export async function startEngineStreet(folder: string): Promise<EngineStreet> {
  const child: ChildProcess = fork(PROCESS, {
    execArgv: [],
    env: {
      ...process.env,
      PORT: '0',
      DATA_DIR: join(folder, 'data'),
      KEYS_DIR: join(folder, 'keys'),
      STREET_CLOCK: String(Math.floor(Date.now() / 1000) * 1000),
    },
  });
  const facts = await new Promise<StreetFacts>((resolve, reject) => {
    child.once('message', (message) => resolve(message as StreetFacts));
    child.once('exit', (code) => reject(new Error(`the street's server ended with ${code}`)));
  });
  return {
    facts,
    async stop() {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}
