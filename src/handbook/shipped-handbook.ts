const texts = {
  'zh-CN': () => import('./texts/zh-CN.md?raw'),
  'zh-TW': () => import('./texts/zh-TW.md?raw'),
  en: () => import('./texts/en.md?raw'),
};

/** The handbook that the app brings, as Markdown. Rejects when it cannot be fetched. */
export const shippedHandbook = async (language: keyof typeof texts): Promise<string> =>
  (await texts[language]()).default;
