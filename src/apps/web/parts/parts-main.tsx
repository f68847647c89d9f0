import '../no-eval.ts'
import { createRoot } from 'react-dom/client'
import '../../../ui/theme.css'
import { DemoBanner } from '#ui/banner.tsx'
import { Page, SkipLink } from '#ui/page.tsx'
import { FormParts } from './form-parts.tsx'
import { MessageParts } from './message-parts.tsx'
import { RecordParts } from './record-parts.tsx'

/** Every part of the design system on one page, for looking and for the accessibility check. Not in a production build. */
function Parts() {
  return (
    <>
      <SkipLink />
      <DemoBanner />
      <main id="main" tabIndex={-1}>
        <Page title="部品の見本" lead="画面を作る部品を、すべてここで確かめられます。" width="wide">
          <MessageParts />
          <FormParts />
          <RecordParts />
        </Page>
      </main>
    </>
  )
}

const place = document.getElementById('app')
if (place !== null) createRoot(place).render(<Parts />)
