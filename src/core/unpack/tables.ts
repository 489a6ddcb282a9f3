export { parquetFiles } from './parquet'
export { workbookFiles } from './workbook'
