/** A theme is nothing but colours (src/ui/tokens.css): all else is the same in both. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** What axe is asked by day and by night. */
export const AXE_LOOKS: Readonly<
  Record<'light' | 'dark', { resultTypes: ['violations']; runOnly?: string[] }>
> = {
  light: { resultTypes: ['violations'] },
  dark: { resultTypes: ['violations'], runOnly: COLOUR_RULES },
};

export type Theme = keyof typeof AXE_LOOKS;
export const THEMES: readonly Theme[] = ['light', 'dark'];
