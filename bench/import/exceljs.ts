// The plain way: exceljs streams the rows, and nothing is done with them.
import ExcelJS from 'exceljs';
import { measure } from './child.ts';

await measure(async (file) => {
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(file, {
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    worksheets: 'emit',
  });
  let rows = 0;
  for await (const sheet of reader) {
    for await (const row of sheet) if (Array.isArray(row.values)) rows += 1;
  }
  return rows;
});
