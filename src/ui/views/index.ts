export { overview } from './overview'
export { incidents } from './incidents'
export { data } from './data'
export { figures } from './figures'
