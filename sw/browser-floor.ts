/** The oldest browsers that Kadian is built for: phones are kept for years. Browser code compiles against ES2023. */
export const BROWSER_FLOOR = ['chrome111', 'safari16.4', 'firefox115'];
