import { count, duration, instant, nothing, whole } from '../../core/display'
import type { TablePreview } from '../../core/table-preview'
import tables from './import.module.css'
import { ScrollRegion } from './ScrollRegion'
import css from './wizard.module.css'

/** The rows that are hardest to read, as they are read now. */
export function PreviewRows({
  preview,
  timeZone,
}: {
  readonly preview: TablePreview
  readonly timeZone: string
}) {
  return (
    <section className={css['step']}>
      <h4>As they are read: the hardest of the first {count(preview.records, 'row')}</h4>
      <ScrollRegion label="Rows as they are read">
        <table className={`${tables['table']} ${tables['stack']}`}>
          <thead>
            <tr>
              <th scope="col">Row</th>
              <th scope="col">Title</th>
              <th scope="col">Start</th>
              <th scope="col">End</th>
              <th scope="col">Duration</th>
            </tr>
          </thead>
          <tbody>
            {preview.rows.map(({ row, title, from, to, fault }) => (
              <tr key={row}>
                <td className={tables['number']} data-name="Row">
                  {whole(row)}
                </td>
                <td className={tables['wide']}>
                  <bdi>{title.slice(0, 120) || 'Untitled'}</bdi>
                </td>
                {fault === null ? (
                  <>
                    <td className={tables['when']} data-name="Start">
                      {instant(from, timeZone)}
                    </td>
                    <td className={tables['when']} data-name="End">
                      {to === null && from !== null ? 'Ongoing' : instant(to, timeZone)}
                    </td>
                    <td data-name="Duration">
                      {from === null || to === null ? nothing : duration((to - from) / 60_000)}
                    </td>
                  </>
                ) : (
                  <td colSpan={3} className={`${tables['reason']} ${tables['wide']}`}>
                    <bdi>{fault}</bdi>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  )
}
