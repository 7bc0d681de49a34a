const buttonsIn = (row: Element | undefined): HTMLElement[] => [
  ...(row?.querySelectorAll<HTMLElement>('[data-cell]') ?? []),
];

/** Arrows, first and last of a row, between the buttons marked `data-cell` of one table. */
export function stepBetweenCells(event: KeyboardEvent): void {
  const from = event.target;
  if (!(from instanceof HTMLElement) || !from.matches('[data-cell]')) return;
  const row = from.closest('tr');
  const rows = [...(row?.parentElement?.children ?? [])];
  const beside = buttonsIn(row ?? undefined);
  const across = beside.indexOf(from);
  const down = (by: number) => buttonsIn(rows[rows.indexOf(row as Element) + by])[across];
  const steps: Readonly<Record<string, () => HTMLElement | undefined>> = {
    ArrowLeft: () => beside[across - 1],
    ArrowRight: () => beside[across + 1],
    ArrowUp: () => down(-1),
    ArrowDown: () => down(1),
    Home: () => beside[0],
    End: () => beside.at(-1),
  };
  const to = steps[event.key]?.();
  if (!to) return;
  event.preventDefault();
  to.focus();
}
