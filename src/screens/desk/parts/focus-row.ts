/** Back to the row that a panel was about, once the list stands again: after the next rendering. */
export function focusRow(id: string | null): void {
  if (id === null) return;
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus(),
  );
}
