/** The columns of a company's file as the screens offer them. All of it is pure. */
export {
  choicesOf,
  type FileColumn,
  fileColumns,
  labelOf,
  neededColumns,
  PASSED_THROUGH,
  readingOf,
} from './account-file/account-columns.ts'
export { wordKey, wordMeanings } from './account-file/words.ts'
