import type { ImportPreview } from '../../src/protocol/imports.ts';

const counts = { added: 0, changed: 0, movedOut: 0, unchanged: 0 };

/** A file of two compounds, one of which the street has not; three rows of it are wrong. */
export const anyPreview = (more: Partial<ImportPreview> = {}): ImportPreview => ({
  previewId: 'a'.repeat(32),
  sheets: [
    {
      name: '1号楼',
      headingRow: 3,
      rows: 1204,
      columns: [
        { heading: '姓名', field: 'name' },
        { heading: '房', field: 'room' },
        { heading: '电话1', field: 'phone' },
        { heading: '电话2', field: null },
      ],
    },
  ],
  encoding: null,
  people: 1204,
  households: 401,
  wrongRows: 3,
  warnings: 1,
  problems: [
    {
      sheet: '1号楼',
      row: 17,
      heading: '身份证',
      problem: 'id-scientific',
      isWarning: false,
      found: '=3.3E+17',
    },
  ],
  added: 120,
  changed: 30,
  movedOut: 5,
  unchanged: 1049,
  compounds: [
    {
      ...counts,
      placeId: 'm1',
      name: '梧桐里小区',
      parentName: '梧桐里社区',
      added: 20,
      changed: 30,
    },
    { ...counts, placeId: null, name: '锦绣园', parentName: '梧桐里社区', added: 100 },
  ],
  newPlaces: [{ name: '锦绣园', kind: 'compound', parentName: '梧桐里社区' }],
  samples: {
    added: [{ name: '何芳', room: '3-1-502', compoundName: '锦绣园', changes: [] }],
    changed: [],
    movedOut: [],
  },
  ...more,
});
