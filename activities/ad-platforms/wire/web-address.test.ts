import { expect, it } from 'vitest';
import { isWebAddress } from './web-address.ts';

it.each(['https://shop.example/a?b', 'http://shop.example'])('%s is an address of the web', (text) => {
  expect(isWebAddress(text)).toBe(true);
});

it.each(['', 'shop.example', 'javascript:alert(1)', 'file:///etc/passwd', 'ftp://shop.example'])(
  '%s is none',
  (text) => {
    expect(isWebAddress(text)).toBe(false);
  },
);
