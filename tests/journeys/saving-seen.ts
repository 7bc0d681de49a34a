declare global {
  interface Window {
    /** In the order of the page: 'saved …' when a record is on the disk, 'verdict' when a verdict's word is on the screen. */
    savingSeen: string[];
  }
}

/** Runs in the page before the app: watches in which order records are saved and verdicts shown. */
export function watchSaving(verdicts: readonly string[]): void {
  const seen: string[] = [];
  window.savingSeen = seen;
  const writing = new WeakSet<IDBTransaction>();
  const { add } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.add = function (...row) {
    if (this.name === 'records') writing.add(this.transaction);
    return add.apply(this, row);
  };
  const { transaction: begin } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (...scope) {
    const begun = begin.apply(this, scope);
    // Listening before the app does: what it shows at this event comes after.
    begun.addEventListener('complete', () => {
      if (writing.has(begun)) seen.push(`saved ${begun.durability}`);
    });
    return begun;
  };
  let shown: string | undefined;
  new MutationObserver(() => {
    const word = document.querySelector('h1')?.textContent ?? undefined;
    if (word !== shown && word !== undefined && verdicts.includes(word)) seen.push('verdict');
    shown = word;
  }).observe(document, { childList: true, subtree: true, characterData: true });
}

/** What is wrong with the order; empty when every verdict came after a record of its own, safe on the disk. */
export function verdictsBeforeTheirRecord(seen: readonly string[]): string[] {
  return seen.flatMap((event, index) => {
    if (event !== 'verdict') return event === 'saved strict' ? [] : [`${index}: ${event}`];
    return seen[index - 1]?.startsWith('saved') ? [] : [`${index}: a verdict before its record`];
  });
}
