import { breathe } from '../breathe.ts';
import type { Database } from './database.ts';

/** As it crosses from one thread to another. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: unknown };

interface Waiting<J, T> {
  readonly job: J;
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
}

/** So that nobody waits long for those who came after. */
const MOST_TOGETHER = 16;

/** Inside a transaction: each job by itself all or nothing, one after another. */
async function eachByItself<J, T>(
  inside: Database,
  jobs: readonly J[],
  work: (inside: Database, job: J) => Promise<T>,
): Promise<Outcome<T>[]> {
  const outcomes: Outcome<T>[] = [];
  for (const job of jobs) {
    await inside.run('SAVEPOINT part');
    try {
      outcomes.push({ ok: true, value: await work(inside, job) });
    } catch (error) {
      outcomes.push({ ok: false, error });
      await inside.run('ROLLBACK TO part');
    }
    await inside.run('RELEASE part');
  }
  return outcomes;
}

/**
 * At a shift's end many phones wait for the same disk: what waits is committed together, each part by itself still all or
 * nothing, and told only when it is durable.
 */
export class SharedCommits<J, T> {
  readonly #database: Database;
  readonly #work: (inside: Database, job: J) => Promise<T>;
  #waiting: Waiting<J, T>[] = [];

  constructor(database: Database, work: (inside: Database, job: J) => Promise<T>) {
    this.#database = database;
    this.#work = work;
  }

  add(job: J): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, resolve, reject });
      if (this.#waiting.length === 1) void this.#commit();
    });
  }

  async #commit(): Promise<void> {
    let members: readonly Waiting<J, T>[] = [];
    try {
      const outcomes = await this.#database.transaction(async (inside) => {
        await breathe();
        members = this.#waiting.splice(0, MOST_TOGETHER);
        const jobs = members.map(({ job }) => job);
        return eachByItself(inside, jobs, this.#work);
      });
      for (const [index, { resolve, reject }] of members.entries()) {
        const outcome = outcomes[index];
        if (outcome?.ok) resolve(outcome.value);
        else reject(outcome?.error);
      }
    } catch (error) {
      // Not begun: whoever waits is told as well.
      if (members.length === 0) members = this.#waiting.splice(0);
      for (const { reject } of members) reject(error);
    }
    if (this.#waiting.length > 0) void this.#commit();
  }
}
