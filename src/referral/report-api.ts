import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok } from '#kernel/result.ts'
import { credentialOf, isSameOrigin } from '#platform/http/credentials.ts'
import { door, idempotencyKeyOf } from '#platform/http/door.ts'
import type { App } from '#platform/http/frame.ts'
import { Refused } from '#platform/http/problem.ts'
import type { Platform } from '#platform/platform.ts'
import { emptyDangerForm, findWhatIsMissing, isCalled } from './danger-form.ts'
import { dangerBrokenPage, dangerDonePage, dangerFormPage, dangerPagePolicy } from './danger-page.ts'
import { previewReport } from './preview-report.ts'
import { readDangerReviews, readReport, readReports } from './read-reports.ts'
import { receiptKey } from './receipt.ts'
import * as route from './report-contract.ts'
import { reportDanger } from './report-danger.ts'
import { saveReport } from './save-report.ts'
import { submitReport } from './submit-report.ts'
import { reviewDanger, updateReport, withdrawReport } from './update-report.ts'

/** Doors of the company's side. */
export function reportApi(app: App, platform: Platform): void {
  const company = { app, platform, planes: ['utility'] } as const
  door(company, route.listReports, ({ tx, staff, query }) => readReports({ tx, staff, platform }, query.show))
  door(company, route.getReport, ({ tx, staff, params }) => readReport({ tx, staff, platform }, params.id))
  door(company, route.saveReport, ({ tx, staff, body, request }) =>
    saveReport({ tx, staff, platform }, body, idempotencyKeyOf(request)),
  )
  door(company, route.previewReport, ({ tx, staff, body }) => previewReport({ tx, staff, platform }, body))
  door(company, route.submitReport, ({ tx, staff, body, request }) =>
    submitReport({ tx, staff, platform }, body, idempotencyKeyOf(request)),
  )
  door(company, route.updateReport, ({ tx, staff, params, body, request }) =>
    updateReport({ tx, staff, platform }, { id: params.id, change: body, key: idempotencyKeyOf(request) }),
  )
  door(company, route.withdrawReport, ({ tx, staff, params, body }) =>
    withdrawReport({ tx, staff, platform }, params.id, body.because),
  )
  door(company, route.listDangerReviews, ({ tx, staff }) => readDangerReviews({ tx, staff, platform }))
  door(company, route.reviewDanger, ({ tx, staff, params, body }) =>
    reviewDanger({ tx, staff, platform }, params.id, body.finding),
  )
  const { keyId, publicKeyPem } = receiptKey(platform.keys)
  door({ app, platform, planes: ['utility', 'welfare', 'auditor'] }, route.getReceiptKey, async () =>
    ok({ keyId, publicKeyPem }),
  )
  dangerDoors(app, platform)
}

/** The lifeline: beside `door`, because neither a living session nor our token may be asked for. */
function dangerDoors(app: App, platform: Platform): void {
  const { path, summary, body, response } = route.reportDanger
  app.route({
    method: 'POST',
    url: path,
    schema: { summary, tags: ['danger'], body, response: { 200: response } },
    handler: async (request) => {
      refuseOtherSites(request, platform)
      const danger = body.parse(request.body)
      return reportDanger(platform, {
        tokenHash: tokenHashOf(request, platform),
        danger,
        key: keyOf(request, platform),
      })
    },
  })
  app.get('/danger', { schema: { hide: true } }, (_request, reply) =>
    html(reply, dangerFormPage(emptyDangerForm, { key: platform.newId(), showErrors: false })),
  )
  app.post('/danger', { schema: { hide: true } }, async (request, reply) => {
    refuseOtherSites(request, platform)
    const { key, ...form } = dangerPost.parse(request.body)
    if (findWhatIsMissing(form).length > 0 || !isCalled(form.called)) {
      return html(reply.code(422), dangerFormPage(form, { key, showErrors: true }))
    }
    const danger = { place: plain(form.place, 300), what: plain(form.what, 1000), called: form.called }
    try {
      const answer = await reportDanger(platform, { tokenHash: tokenHashOf(request, platform), danger, key })
      return html(reply, dangerDonePage(answer))
    } catch (error) {
      request.log.error({ fault: error instanceof Error ? error.name : 'unknown' }, 'danger could not be kept')
      return html(reply.code(503), dangerBrokenPage())
    }
  })
}

/** What the database cannot hold is left out; what is too long is cut. A life is not kept waiting for either. */
function plain(text: string, longest: number): string {
  return text.toWellFormed().replaceAll('\0', '').slice(0, longest)
}

const word = z.string().catch('')
const dangerPost = z
  .object({ place: word, what: word, called: word, key: z.uuid().catch(() => crypto.randomUUID()) })
  .catch(() => ({ ...emptyDangerForm, key: crypto.randomUUID() }))

function html(reply: FastifyReply, page: string) {
  return reply.header('content-security-policy', dangerPagePolicy).type('text/html; charset=utf-8').send(page)
}

function refuseOtherSites(request: FastifyRequest, platform: Platform): void {
  if (isSameOrigin(request, platform.origin)) return
  throw new Refused({
    code: 'csrf_failed',
    because: 'この画面から、もう一度お試しください。命に関わるときは 119 または 110 へ。',
  })
}

/** Only companies report dangers; another plane's cookie says nothing here. */
function tokenHashOf(request: FastifyRequest, platform: Platform): string | undefined {
  const credential = credentialOf(request, { secure: platform.secureCookies })
  return credential?.plane === 'utility' ? credential.hash : undefined
}

/** A key is welcome and never a condition. */
function keyOf(request: FastifyRequest, platform: Platform): string {
  const key = z.uuid().safeParse(request.headers['idempotency-key'])
  return key.success ? key.data : platform.newId()
}
