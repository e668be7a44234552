import '@fontsource-variable/inter/wght.css';
import { QueryClient } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { createDataProvider } from './data-provider/create-data-provider.ts';
import { createActions } from './server/actions.ts';
import { createHttpClient } from './server/http-client.ts';
import { isWorthRetrying } from './server/problem.ts';
import { reloadOnce } from './server/reload-once.ts';
import { createAuthProvider } from './session/create-auth-provider.ts';
import { createSessionStore } from './session/session-store.ts';

const now_ms = () => Date.now();
const session = createSessionStore(window.sessionStorage, now_ms);
const http = createHttpClient({ fetch: (input, init) => window.fetch(input, init), session });
const queryClient = new QueryClient({ defaultOptions: { queries: { retry: isWorthRetrying } } });
const actions = createActions(http, () => crypto.randomUUID());

window.addEventListener('vite:preloadError', (event) => {
  // Reloading makes the error nobody's; when it was tried already, the screen says what is wrong.
  if (reloadOnce(window.sessionStorage, now_ms(), () => window.location.reload())) event.preventDefault();
});

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no element with the id root.');
createRoot(root).render(
  <StrictMode>
    <App
      actions={actions}
      queryClient={queryClient}
      dataProvider={createDataProvider(http)}
      authProvider={createAuthProvider({ http, session, now_ms, profile: actions.profile })}
    />
  </StrictMode>,
);
