import { breathe } from '../breathe.ts';
import type { Database } from './database.ts';

type Work<T> = (inside: Database) => Promise<T>;

interface Member {
  /** Inside the common transaction. Says what to do once that is durable. */
  readonly join: (inside: Database) => Promise<() => void>;
  readonly fail: (error: unknown) => void;
}

/** So that nobody waits long for those who came after. */
const MOST_TOGETHER = 16;

/**
 * At a shift's end many phones wait for the same disk: what waits is committed together, each part by itself still all or
 * nothing, and told only when it is durable.
 */
export class SharedCommits {
  readonly #transaction: <T>(work: Work<T>) => Promise<T>;
  #waiting: Member[] = [];

  /** `transaction`: one of the database's own, after all that were asked for before. */
  constructor(transaction: <T>(work: Work<T>) => Promise<T>) {
    this.#transaction = transaction;
  }

  add<T>(work: Work<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const join = async (inside: Database) => {
        await inside.run('SAVEPOINT part');
        try {
          const result = await work(inside);
          await inside.run('RELEASE part');
          return () => resolve(result);
        } catch (error) {
          await inside.run('ROLLBACK TO part');
          await inside.run('RELEASE part');
          return () => reject(error);
        }
      };
      this.#waiting.push({ join, fail: reject });
      if (this.#waiting.length === 1) void this.#commit();
    });
  }

  async #commit(): Promise<void> {
    let members: readonly Member[] = [];
    try {
      const settled = await this.#transaction(async (inside) => {
        await breathe();
        members = this.#waiting.splice(0, MOST_TOGETHER);
        const done: (() => void)[] = [];
        for (const { join } of members) done.push(await join(inside));
        return done;
      });
      for (const settle of settled) settle();
    } catch (error) {
      // Not begun: whoever waits is told as well.
      if (members.length === 0) members = this.#waiting.splice(0);
      for (const { fail } of members) fail(error);
    }
    if (this.#waiting.length > 0) void this.#commit();
  }
}
