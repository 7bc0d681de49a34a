import { breathe } from '../breathe.ts';
import type { Database } from './database.ts';
import { textIn } from './row.ts';

/** Of who was first seen gone before `limit` only the number stays. @returns how many. */
export async function purgeGonePeople(
  database: Database,
  limit: number,
  now: number,
): Promise<number> {
  const compounds = await database.all(
    'SELECT DISTINCT street_id, compound_id FROM residents WHERE gone = 1',
  );
  await database.run(
    `DELETE FROM gone_people WHERE EXISTS (SELECT 1 FROM residents r
       WHERE r.street_id = gone_people.street_id AND r.roster_number = gone_people.roster_number
         AND r.gone = 0)`,
  );
  let emptied = 0;
  for (const row of compounds) {
    const compound = [textIn(row, 'street_id'), textIn(row, 'compound_id')];
    const gone = 'street_id = ? AND compound_id = ? AND gone = 1';
    emptied += await database.transaction(async (inside) => {
      await inside.run(
        `INSERT INTO gone_people (street_id, roster_number, seen_at)
           SELECT street_id, roster_number, ? FROM residents WHERE ${gone}
         ON CONFLICT (street_id, roster_number) DO NOTHING`,
        [now, ...compound],
      );
      return inside.run(
        `UPDATE residents SET name = '', initials = '', phone_tail = '', relation = '',
           id_number = '', phone = '', moved_in_on = '', remark = ''
         WHERE ${gone} AND name <> '' AND EXISTS (SELECT 1 FROM gone_people g
           WHERE g.street_id = residents.street_id
             AND g.roster_number = residents.roster_number AND g.seen_at < ?)`,
        [...compound, limit],
      );
    });
    await breathe();
  }
  return emptied;
}

export async function purgeMarks(database: Database, limit: number): Promise<void> {
  const day = new Date(limit).toISOString().slice(0, 'YYYY-MM-DD'.length);
  // What has no day of its end stays until the desk takes it away.
  await database.run(
    `DELETE FROM marks WHERE changed_at < ? AND denied = 0 AND colour IS NULL AND document_ids = ''
       AND (isolated_until IS NOT NULL OR void_until IS NOT NULL)
       AND COALESCE(isolated_until, '') < ? AND COALESCE(void_until, '') < ?`,
    [limit, day, day],
  );
  await database.run(
    `DELETE FROM marks WHERE EXISTS (SELECT 1 FROM residents r WHERE r.street_id = marks.street_id
       AND r.roster_number = marks.roster_number AND r.gone = 1 AND r.name = '')`,
  );
}

export async function purgeStatements(database: Database, limit: number): Promise<void> {
  await database.run(
    `UPDATE statements SET made_by = '', note = ''
     WHERE received_at < ? AND (made_by <> '' OR note <> '')`,
    [limit],
  );
}

export async function purgeRota(database: Database, limit: number): Promise<void> {
  await database.run('DELETE FROM turns WHERE ends_at < ?', [limit]);
  await database.run(
    `DELETE FROM volunteers WHERE gone = 1 AND changed_at < ? AND NOT EXISTS (SELECT 1 FROM turns t
       WHERE t.street_id = volunteers.street_id
         AND (t.volunteer_id = volunteers.id OR t.instead_of = volunteers.id))`,
    [limit],
  );
}
