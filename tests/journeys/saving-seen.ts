declare global {
  interface Window {
    /** 'saved' when a record's transaction has completed, 'verdict' when a verdict's word came on the screen. */
    savingSeen: string[];
  }
}

/** Runs in the page before the app: watches in which order records are saved and verdicts shown. */
export function watchSaving(verdicts: readonly string[]): void {
  const seen: string[] = [];
  window.savingSeen = seen;
  const { add } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.add = function (...row) {
    const { name, transaction } = this;
    if (name === 'records') {
      transaction.addEventListener('complete', () => seen.push(`saved ${transaction.durability}`));
    }
    return add.apply(this, row);
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
