/** The categories of data and their words, for the screens. */
export { DATA_CATEGORIES, type DataCategory, dataCategories } from '#consent/consent.ts'
