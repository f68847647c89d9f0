import './no-eval.ts'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import '../../ui/theme.css'
import { ApiProblem } from '#ui/problem.ts'
import { App } from './router.tsx'
import { SessionProvider } from './session.tsx'

const cache = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // Others work too: whoever comes back to a list sees how it stands now.
      refetchOnMount: 'always',
      refetchOnWindowFocus: true,
      // A refusal stays a refusal; only a lost connection is tried again.
      retry: (count, error) => count < 2 && error instanceof ApiProblem && (error.status === 0 || error.status === 503),
    },
  },
})

const place = document.getElementById('app')
if (place !== null) {
  createRoot(place).render(
    <QueryClientProvider client={cache}>
      <SessionProvider>
        <App />
      </SessionProvider>
    </QueryClientProvider>,
  )
}
