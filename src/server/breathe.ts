/** Between two stretches of long work: requests that wait are answered first. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
