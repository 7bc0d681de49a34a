export interface Picture {
  readonly screen: string;
  /** Its name in docs/pictures. */
  readonly file: string;
}

/** The README of docs/pictures: every screen with its pictures. */
export function pictureList(pictures: readonly Picture[]): string {
  const rows = [...Map.groupBy(pictures, ({ screen }) => screen)].map(([screen, ofIt]) => {
    const links = ofIt
      .map(({ file }) => `[${file.slice(screen.length + 1, -'.webp'.length)}](${file})`)
      .join(' · ');
    return `| ${screen} | ${links} |`;
  });
  return `# Every screen

Made by \`npm run screenshots\` from the demo's street: a phone's screens at 360 × 740, the desk's (\`desk-…\`) at
1280 × 800 and 360 × 740. All people in them are made up.

| Screen | Pictures |
|---|---|
${rows.join('\n')}
`;
}
