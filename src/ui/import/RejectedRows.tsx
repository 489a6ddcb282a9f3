import type { Rejection } from '../../core/issue'
import { count, whole } from '../../core/display'
import { Button } from '../parts/Button'
import css from './import.module.css'
import { saveText } from './save-text'
import { ScrollRegion } from './ScrollRegion'

/** More rows than this help nobody on screen; the file holds all of them. */
const shown = 200

/** Records that became no incident, each with its reason. */
export function RejectedRows({ rejected }: { readonly rejected: readonly Rejection[] }) {
  const save = async () => {
    const { rejectedCsv } = await import('./rejected-csv')
    saveText('rejected-records.csv', rejectedCsv(rejected))
  }
  return (
    <section>
      <div className={css['head']}>
        <h3>{count(rejected.length, 'record')} rejected</h3>
        <Button onPress={() => void save()}>Download as CSV</Button>
      </div>
      <ScrollRegion label="Rejected records">
        <table className={`${css['table']} ${css['stack']}`}>
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col">Row</th>
              <th scope="col">Reason</th>
              <th scope="col">Record</th>
            </tr>
          </thead>
          <tbody>
            {rejected.slice(0, shown).map((one, i) => (
              <tr key={i}>
                <td>
                  <bdi>{one.file}</bdi>
                </td>
                <td className={css['number']} data-name="Row">
                  {whole(one.row)}
                </td>
                <td className={`${css['reason']} ${css['wide']}`}>
                  <bdi>{one.message}</bdi>
                </td>
                <td className={`${css['raw']} ${css['wide']}`}>
                  <bdi>{one.raw}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {rejected.length > shown && (
        <p className={css['soft']}>
          and {whole(rejected.length - shown)} more, all in the download
        </p>
      )}
    </section>
  )
}
