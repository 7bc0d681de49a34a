import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { CannotDo, WrongUse } from './command.ts';

const LEAST_CHARACTERS = 12;

/** From KADIAN_PASSPHRASE, or typed without being shown. @throws WrongUse without either. */
export async function askPassphrase(environment: NodeJS.ProcessEnv): Promise<string> {
  return environment.KADIAN_PASSPHRASE ?? ask('Passphrase: ');
}

/** Typed twice. @throws CannotDo when it is too short or was mistyped. */
export async function askNewPassphrase(environment: NodeJS.ProcessEnv): Promise<string> {
  const given = environment.KADIAN_PASSPHRASE;
  const passphrase = given ?? (await ask('New passphrase: '));
  if ([...passphrase.normalize('NFKC')].length < LEAST_CHARACTERS) {
    throw new CannotDo(`The passphrase must have at least ${LEAST_CHARACTERS} characters.`);
  }
  if (given === undefined && (await ask('Once more: ')) !== passphrase) {
    throw new CannotDo('The two are not the same.');
  }
  return passphrase;
}

async function ask(question: string): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new WrongUse('Set KADIAN_PASSPHRASE, or run this in a terminal to be asked for it.');
  }
  process.stderr.write(question);
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: unseen, terminal: true });
  try {
    return await lines.question('');
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
