import type { Sealed, SealedBlock, SealedText } from './stored'

/** Raised with every change of what is stored. */
export const schema = 2
/** As IndexedDB counts it: Dexie multiplies its versions by ten. */
export const nativeVersion = schema * 10

export interface Meta {
  readonly name: 'store'
  readonly schema: number
  readonly databaseId: string
}

/** The mark by which an import counts. */
export interface BatchRecord {
  readonly id: string
  /** Order of import: the clock may be wrong. */
  readonly position: number
  /** Those of its rows; the first version had them with the columns. */
  readonly hashes?: Sealed
  /** As in the batch; told when the batch itself is damaged. */
  readonly name: string
  readonly importedAt: number
}

/** The batch and its columns. */
export type ColumnsRecord = Sealed & { readonly id: string }

export type BlockKey = [batch: string, index: number]
export type BlockRecord = SealedBlock & { readonly batch: string; readonly index: number }
export type SettingsRecord = SealedText & { readonly name: 'settings' }
export type EditRecord = SealedText & { readonly id: string; readonly position: number }
