import { expect, it } from 'vitest';
import { ServerProblem } from '../server/problem.ts';
import { createAuthProvider } from './create-auth-provider.ts';
import { profileSchema } from './profile.ts';
import { createSessionStore } from './session-store.ts';

function signInWorld() {
  const stored = new Map<string, string>();
  const asked: string[] = [];
  const session = createSessionStore(
    {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
      removeItem: (key) => void stored.delete(key),
    },
    () => 1_000,
  );
  const auth = createAuthProvider({
    session,
    now_ms: () => 1_000,
    profile: async () => profileSchema.parse({ email: 'marketer@brand.example' }),
    http: {
      async request(path, schema, request) {
        asked.push(path);
        if (path === '/v2/auth/logout') throw new ServerProblem(500, {});
        if (JSON.stringify(request?.body).includes('wrong')) {
          throw new ServerProblem(401, { detail: 'E-mail or password is wrong.' });
        }
        return schema.parse({ access_token: 'jwt', token_type: 'Bearer', expires_in: 60 });
      },
    },
  });
  return { auth, session, stored, asked };
}
const person = { email: 'marketer@brand.example', password: 'right' };

it('keeps the token for as long as the server says, and never the password', async () => {
  const { auth, session, stored } = signInWorld();
  await auth.login(person);
  expect(session.read()).toEqual({ access_token: 'jwt', expires_at_ms: 61_000, email: person.email });
  expect([...stored.values()].join()).not.toContain('right');
  await expect(auth.checkAuth({})).resolves.toBeUndefined();
});

it('passes on why signing in failed, and leaves nobody signed in', async () => {
  const { auth, session } = signInWorld();
  await auth.login(person);
  await expect(auth.login({ ...person, password: 'wrong' })).rejects.toThrow('E-mail or password is wrong.');
  expect(session.read()).toBeNull();
  await expect(auth.checkAuth({})).rejects.toThrow();
});

it('signs out on 401 and on nothing else', async () => {
  const { auth, session } = signInWorld();
  await auth.login(person);
  for (const status of [0, 403, 404, 409, 500]) await auth.checkError(new ServerProblem(status, {}));
  expect(session.read()).not.toBeNull();
  await expect(auth.checkError(new ServerProblem(401, {}))).rejects.toThrow(/sign in again/);
  expect(session.read()).toBeNull();
});

it('calls people by their e-mail when there is no name', async () => {
  const { auth } = signInWorld();
  expect(await auth.getIdentity?.()).toEqual({ id: person.email, fullName: person.email });
});

it('ends the token on the server when somebody signs out, and signs out here whatever the server says', async () => {
  const { auth, session, asked } = signInWorld();
  await auth.login(person);
  await auth.logout({});
  expect(asked).toEqual(['/v2/auth/login', '/v2/auth/logout']);
  expect(session.read()).toBeNull();
  await auth.logout({});
  expect(asked).toHaveLength(2);
});
