import type { RulebookPage } from './rulebook-page.ts'
import { accessReviewPage } from './rulebook-pages/access-review.ts'
import { agreementPage } from './rulebook-pages/agreement.ts'
import { consentPage } from './rulebook-pages/consent.ts'
import { letterPage } from './rulebook-pages/letter.ts'
import { organizationPage } from './rulebook-pages/organization.ts'
import { paymentTermsPage } from './rulebook-pages/payment-terms.ts'
import { protectedPage } from './rulebook-pages/protected.ts'
import { recallPage } from './rulebook-pages/recall.ts'
import { referralPage } from './rulebook-pages/referral.ts'
import { retentionPage } from './rulebook-pages/retention.ts'
import { screeningPage } from './rulebook-pages/screening.ts'
import { sharingPage } from './rulebook-pages/sharing.ts'
import { supportCasePage } from './rulebook-pages/support-case.ts'
import { supportConferencePage } from './rulebook-pages/support-conference.ts'

/** Every page of docs/rulebook. A feature adds its own file in `rulebook-pages/` and one line here. */
export const RULEBOOK: readonly RulebookPage[] = [
  organizationPage,
  agreementPage,
  paymentTermsPage,
  consentPage,
  sharingPage,
  recallPage,
  referralPage,
  supportCasePage,
  supportConferencePage,
  protectedPage,
  accessReviewPage,
  retentionPage,
  screeningPage,
  letterPage,
]
