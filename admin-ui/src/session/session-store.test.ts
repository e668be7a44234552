import { expect, it } from 'vitest';
import { createSessionStore } from './session-store.ts';

function memoryStorage(first: Record<string, string> = {}) {
  const entries = new Map(Object.entries(first));
  return {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  };
}
const session = { access_token: 't', expires_at_ms: 1_000, email: 'marketer@brand.example' };

it('survives a reload of the tab', () => {
  const storage = memoryStorage();
  createSessionStore(storage, () => 0).write(session);
  expect(createSessionStore(storage, () => 0).read()).toEqual(session);
});

it('forgets a token that has run out', () => {
  let now = 999;
  const store = createSessionStore(memoryStorage(), () => now);
  store.write(session);
  expect(store.read()).toEqual(session);
  now = 1_000;
  expect(store.read()).toBeNull();
});

it('is signed out everywhere after clear', () => {
  const storage = memoryStorage();
  const store = createSessionStore(storage, () => 0);
  store.write(session);
  store.clear();
  expect(store.read()).toBeNull();
  expect(createSessionStore(storage, () => 0).read()).toBeNull();
});

it('starts signed out when the stored text is broken', () => {
  for (const text of ['{', '"x"', '{"access_token":""}']) {
    expect(createSessionStore(memoryStorage({ 'mbi.session': text }), () => 0).read()).toBeNull();
  }
});

it('still works when the browser blocks storage', () => {
  const blocked = () => {
    throw new Error('blocked');
  };
  const store = createSessionStore({ getItem: blocked, setItem: blocked, removeItem: blocked }, () => 0);
  store.write(session);
  expect(store.read()).toEqual(session);
  store.clear();
  expect(store.read()).toBeNull();
});
