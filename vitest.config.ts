import { defineConfig } from 'vitest/config'

const DATABASE_TESTS = ['src/**/*.db.test.ts', 'goals/**/*.db.test.ts', 'tools/**/*.db.test.ts']

/** Pure tests need nothing but the code; database tests run under the production roles on a real PostgreSQL. */
export default defineConfig({
  test: {
    passWithNoTests: false,
    projects: [
      {
        test: {
          name: 'pure',
          include: ['src/**/*.test.{ts,tsx}', 'tools/**/*.test.ts', 'goals/**/*.test.ts'],
          exclude: [...DATABASE_TESTS, '**/node_modules/**'],
          testTimeout: 30_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'database',
          include: DATABASE_TESTS,
          globalSetup: 'tools/vitest-database.ts',
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
    ],
  },
})
