export { csv } from './csv'
export { statuspageReport } from './statuspage-report'
