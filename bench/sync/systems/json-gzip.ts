import { documentsOf, newLog, type OpenSystem } from '../sync-system.ts';

/** The floor: one request of packed JSON. Unsealed, unsigned, and nothing is kept of what was sent. */
export const open: OpenSystem = async ({ origin }) => {
  let text = '[]';
  return {
    async queue(records) {
      text = JSON.stringify(documentsOf(newLog(), records));
    },
    async sync() {
      const packing = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
      const body = await new Response(packing).blob();
      const answer = await fetch(`${origin}/gzip`, { method: 'POST', body });
      if (!answer.ok) throw new Error(`${answer.status}`);
      await answer.text();
    },
  };
};
