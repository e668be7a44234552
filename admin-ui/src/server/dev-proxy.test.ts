import { expect, it } from 'vitest';
import { devProxy } from './dev-proxy.ts';

it.each([
  [{}, 'http://localhost:8000'],
  [{ VITE_API_URL: '' }, 'http://localhost:8000'],
  [{ VITE_API_URL: 'http://127.0.0.1:8080' }, 'http://127.0.0.1:8080'],
  [{ VITE_API_URL: 'https://staging.example/' }, 'https://staging.example'],
  [{ VITE_API_URL: 'https://staging.example/admin/?a=1' }, 'https://staging.example'],
  // Where people are sent by mail is another matter than where a developer's requests go.
  [{ MBI_PUBLIC_URL: 'https://mbi.example' }, 'http://localhost:8000'],
])('the API in development with %j is %s', (environment, origin) => {
  expect(devProxy(environment)).toEqual({ '/v2': origin, '/api': origin });
});

it.each(['localhost:8000', 'staging', 'ftp://staging.example', '/v2'])(
  '%s is refused by the name of the setting',
  (said) => {
    expect(() => devProxy({ VITE_API_URL: said })).toThrow(/^VITE_API_URL is “.*”/);
  },
);
