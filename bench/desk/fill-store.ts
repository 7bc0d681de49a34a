import { seededRandom } from '../../src/server/demo/seeded-random.ts';
import type { Premises } from '../../src/server/premises.ts';
import { type Database, insertRows } from '../../src/server/store/database.ts';
import { textIn } from '../../src/server/store/row.ts';
import { dayEvents } from './day-events.ts';
import { makeStreet, noticesOf } from './make-street.ts';
import { LOG_TABLES, type LogRows, MonthLog } from './month-log.ts';
import type { MonthPlan } from './month-plan.ts';

/** Rows at a time, so that not all values of a day are in memory twice. */
const ROWS_AT_ONCE = 4_096;

/** The whole month, in the order in which it would have come: rows of one gate lie among those of all others. */
export async function fillStore(
  premises: Premises,
  database: Database,
  plan: MonthPlan,
): Promise<void> {
  await makeStreet(premises, database, plan);
  const restoreIndexes = await dropIndexes(database);
  const notices = noticesOf(plan);
  const random = seededRandom(30);
  const log = new MonthLog(plan);
  for (let day = 0; day < plan.size.days; day += 1) {
    const rows = log.day(dayEvents(plan, day, notices, random));
    await database.transaction((inside) => writeRows(inside, rows));
  }
  await database.transaction((inside) => writeRows(inside, log.end()));
  await restoreIndexes();
  // As PostgreSQL would by itself within minutes.
  if (database.engine === 'postgres') await database.run('VACUUM ANALYZE');
}

async function writeRows(inside: Database, rows: LogRows): Promise<void> {
  for (const table of LOG_TABLES) {
    const all = rows[table];
    const [first] = all;
    if (!first) continue;
    const columns = Object.keys(first);
    for (let from = 0; from < all.length; from += ROWS_AT_ONCE) {
      await insertRows(inside, table, columns, all.slice(from, from + ROWS_AT_ONCE), '');
    }
  }
}

/** Those of the ledger, which are quicker to build than to grow. */
async function dropIndexes(database: Database): Promise<() => Promise<void>> {
  const rows = await database.all(
    database.engine === 'sqlite'
      ? `SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'entries' AND sql IS NOT NULL`
      : `SELECT indexname AS name, indexdef AS sql FROM pg_indexes
         WHERE tablename = 'entries' AND indexname <> 'entries_pkey'`,
  );
  for (const row of rows) await database.run(`DROP INDEX ${textIn(row, 'name')}`);
  return async () => {
    for (const row of rows) await database.run(textIn(row, 'sql'));
  };
}
