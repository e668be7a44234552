import type { AuthProvider } from 'react-admin';
import { z } from 'zod';
import type { HttpClient } from '../server/http-client.ts';
import type { Profile } from './profile.ts';
import type { SessionStore } from './session-store.ts';

const tokenSchema = z.object({ access_token: z.string(), expires_in: z.number() });
const endedSchema = z.object({ ended: z.boolean() });
const credentialsSchema = z.object({ email: z.string(), password: z.string() });

/** Signs people in with e-mail and password; an answer 401 anywhere signs them out. */
export function createAuthProvider(deps: {
  http: HttpClient;
  session: SessionStore;
  profile: () => Promise<Profile>;
  now_ms: () => number;
}): AuthProvider {
  const { http, session } = deps;
  return {
    async login(params) {
      const body = credentialsSchema.parse(params);
      session.clear();
      const token = await http.request('/v2/auth/login', tokenSchema, { method: 'POST', body });
      const expires_at_ms = deps.now_ms() + token.expires_in * 1_000;
      session.write({ access_token: token.access_token, expires_at_ms, email: body.email });
    },
    async logout() {
      // The token ends on the server too; whoever signs out is signed out here, whatever the server says.
      if (session.read() !== null)
        await http.request('/v2/auth/logout', endedSchema, { method: 'POST', body: {} }).catch(() => null);
      session.clear();
    },
    async checkAuth() {
      if (session.read() === null) throw new Error('Please sign in.');
    },
    async checkError(error) {
      if (error?.status !== 401) return;
      session.clear();
      throw new Error('Your session has ended. Please sign in again.');
    },
    async getIdentity() {
      const profile = await deps.profile();
      return { id: profile.email, fullName: profile.display_name ?? profile.email };
    },
  };
}
