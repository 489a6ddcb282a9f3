import { useState } from 'react'
import type { ViewProps } from '../view'

/** An export that says whether it is under way. What goes wrong is shown by the page, like every fault of it. */
export function useExport(exportData: ViewProps['exportData']): {
  readonly busy: boolean
  readonly save: ViewProps['exportData']
} {
  const [busy, setBusy] = useState(false)
  return {
    busy,
    save: (what, as) => {
      setBusy(true)
      return exportData(what, as).finally(() => setBusy(false))
    },
  }
}
