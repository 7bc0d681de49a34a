import type { Contact } from '../../domain/mark.ts';
import { type Database, insertRows, type Row, takeNew } from './database.ts';
import { textIn } from './row.ts';

export type KeptContact = Omit<Contact, 'placeName'> & { readonly streetId: string };

export interface Contacts {
  all(streetId: string): Promise<KeptContact[]>;
  find(streetId: string, id: string): Promise<KeptContact | null>;
  set(contact: KeptContact): Promise<void>;
  remove(streetId: string, id: string): Promise<void>;
}

export const CONTACT_COLUMNS = ['street_id', 'id', 'place_id', 'name', 'duty', 'phone'] as const;
const CONTACTS_LIMIT = 5_000;

export const contactToRow = (contact: KeptContact): Row => ({
  street_id: contact.streetId,
  id: contact.id,
  place_id: contact.placeId,
  name: contact.name,
  duty: contact.duty,
  phone: contact.phone,
});

export const contactFromRow = (row: Row): KeptContact => ({
  streetId: textIn(row, 'street_id'),
  id: textIn(row, 'id'),
  placeId: textIn(row, 'place_id'),
  name: textIn(row, 'name'),
  duty: textIn(row, 'duty'),
  phone: textIn(row, 'phone'),
});

export function openContacts(database: Database): Contacts {
  return {
    async all(streetId) {
      const sql = 'SELECT * FROM contacts WHERE street_id = ? ORDER BY place_id, name, id LIMIT ?';
      return (await database.all(sql, [streetId, CONTACTS_LIMIT])).map(contactFromRow);
    },
    async find(streetId, id) {
      const sql = 'SELECT * FROM contacts WHERE street_id = ? AND id = ?';
      const [row] = await database.all(sql, [streetId, id]);
      return row ? contactFromRow(row) : null;
    },
    async set(contact) {
      const changing = CONTACT_COLUMNS.filter(
        (column) => column !== 'street_id' && column !== 'id',
      );
      const conflict = `ON CONFLICT (street_id, id) DO UPDATE SET ${takeNew(changing)}`;
      await insertRows(database, 'contacts', CONTACT_COLUMNS, [contactToRow(contact)], conflict);
    },
    async remove(streetId, id) {
      await database.run('DELETE FROM contacts WHERE street_id = ? AND id = ?', [streetId, id]);
    },
  };
}
