import { PLACE_KINDS } from '../../../domain/place.ts';
import type { ImportPreview } from '../../../protocol/imports.ts';
import { say } from '../../../words/i18n.ts';
import table from '../parts/desk-table.module.css';
import { PlaceMark } from '../parts/place-mark.tsx';
import { TableScroll } from '../parts/table-scroll.tsx';
import css from './new-places.module.css';
import part from './section.module.css';

export function NewPlaces({ preview: { newPlaces } }: { preview: ImportPreview }) {
  return (
    <section class={part.section}>
      <h3>{say('imports.new-places', { count: newPlaces.length })}</h3>
      <TableScroll label={say('imports.new-places', { count: newPlaces.length })}>
        <table class={table.table}>
          <thead>
            <tr>
              <th scope="col">{say('places.name')}</th>
              <th scope="col">{say('places.kind')}</th>
              <th scope="col">{say('imports.under')}</th>
            </tr>
          </thead>
          <tbody>
            {newPlaces.map((one, index) => {
              const kind = PLACE_KINDS.find((known) => known === one.kind);
              return (
                <tr key={index}>
                  <th scope="row">
                    <span class={css.name}>
                      {kind && <PlaceMark kind={kind} />}
                      {one.name}
                    </span>
                  </th>
                  <td>{kind ? say(`place-kind.${kind}`) : one.kind}</td>
                  <td>{one.parentName}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </TableScroll>
    </section>
  );
}
