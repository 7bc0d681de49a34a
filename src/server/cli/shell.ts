import { streetClock, streetDay } from '../../domain/street-time.ts';
import { openPremises, type Premises } from '../premises.ts';
import { readSettings, type Settings } from '../settings.ts';

/** The terminal and the settings that a command works with. */
export interface Shell {
  readonly environment: NodeJS.ProcessEnv;
  readonly settings: Settings;
  readonly json: boolean;
  /** A line of text, or with --json the object in one line. */
  print(text: string, json: object): void;
  /** How far long work has come: on stderr, at a terminal in one line that is written over, elsewhere only with --progress. */
  progress(what: string, done: number, of: number): void;
  /** Store and keys as the server has them, closed afterwards; also while it runs. */
  withPremises<T>(work: (premises: Premises) => Promise<T>): Promise<T>;
  /** '2022-03-30 14:05' in the street's zone. */
  moment(at: number): string;
}

const QUIET_MS = 1_000;
const LOG_EVERY_MS = 10_000;

export function openShell(
  environment: NodeJS.ProcessEnv,
  { json, progress }: { readonly json: boolean; readonly progress: boolean },
): Shell {
  const settings = readSettings(environment);
  const { stderr } = process;
  const sayProgress = stderr.isTTY || progress ? progressLine(stderr, json) : () => undefined;
  return {
    environment,
    settings,
    json,
    print: (text, object) => console.log(json ? JSON.stringify(object) : text),
    progress: sayProgress,
    async withPremises(work) {
      const premises = await openPremises(settings);
      try {
        return await work(premises);
      } finally {
        await premises.store.close();
      }
    },
    moment: (at) => `${streetDay(at, settings.timeZone)} ${streetClock(at, settings.timeZone)}`,
  };
}

/** Short work says nothing. A log file gets a line now and then, a terminal one line that moves; with --json an object a line. */
function progressLine(stream: NodeJS.WriteStream, json: boolean): Shell['progress'] {
  const startedAt = Date.now();
  let saidAt = startedAt;
  let isLineOpen = false;
  return (what, done, of) => {
    const now = Date.now();
    if (now - saidAt < (stream.isTTY ? QUIET_MS / 4 : LOG_EVERY_MS)) return;
    if (now - startedAt < QUIET_MS) return;
    saidAt = now;
    const share = of > 0 ? ` ${Math.floor((done / of) * 100)} %` : ` ${done}`;
    if (json) stream.write(`${JSON.stringify({ progress: what, done, of })}\n`);
    else if (stream.isTTY) {
      if (!isLineOpen) process.once('exit', () => stream.write('\n'));
      isLineOpen = true;
      stream.write(`\r\u001b[2K${what}${share}`);
    } else stream.write(`${what}${share}\n`);
  };
}

/** Names are typed on phones and at desks: none of them may steer this terminal. */
export const printable = (text: string): string => text.replace(/\p{Cc}/gu, ' ');
