const STEPS: Record<
  string,
  (buttons: readonly HTMLElement[], at: number) => HTMLElement | undefined
> = {
  ArrowDown: (buttons, at) => buttons[at + 1],
  ArrowUp: (buttons, at) => buttons[at - 1],
  Home: (buttons) => buttons[0],
  End: (buttons) => buttons.at(-1),
};

/** Up and down, first and last, between the buttons marked `data-row` of one list. */
export function stepBetweenRows(event: KeyboardEvent): void {
  const step = STEPS[event.key];
  const from = event.target;
  if (!step || !(from instanceof HTMLElement) || !from.matches('[data-row]')) return;
  const list = from.closest('table, ol')?.querySelectorAll<HTMLElement>('[data-row]');
  const buttons = Array.from(list ?? []);
  const to = step(buttons, buttons.indexOf(from));
  if (!to) return;
  event.preventDefault();
  to.focus();
}
