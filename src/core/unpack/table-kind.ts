const parquetMark = 'PAR1'

/** Whether a file begins as Parquet does. */
export function isParquet(start: Uint8Array): boolean {
  return latin(start.subarray(0, parquetMark.length)) === parquetMark
}

/** Whether these are the files of an Excel workbook; some programs number its main part. */
export function isWorkbook(names: readonly string[]): boolean {
  return names.some((name) => /^xl\/workbook\d*\.xml$/.test(name))
}

/** Bytes at the end of a file by which `mayBeTable` tells a workbook: its list of files stands there. */
export const endOfTable = 65_536

/** Whether a file may be a workbook or Parquet, by its first bytes and its last `endOfTable` ones. */
export function mayBeTable(start: Uint8Array, end: Uint8Array): boolean {
  return isParquet(start) || (start[0] === 0x50 && start[1] === 0x4b && latin(end).includes('xl/'))
}

function latin(bytes: Uint8Array): string {
  return new TextDecoder('windows-1252').decode(bytes)
}
