import { existsSync } from 'node:fs';
import { afterEach, expect, it, vi } from 'vitest';
import { findChromium, remedy } from './find-chromium.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

it('finds a browser, or says loudly how to get one', async () => {
  expect(existsSync(await findChromium())).toBe(true);
});

it('takes the browser that was asked for before any other', async () => {
  vi.stubEnv('CHROMIUM_PATH', process.execPath);
  expect(await findChromium()).toBe(process.execPath);
});

it('falls back to the browser that npm carries', async () => {
  vi.stubEnv('CHROMIUM_PATH', '');
  const path = await findChromium('/nowhere/chromium');
  expect(existsSync(path)).toBe(true);
  expect(path).toMatch(/chromium-\d+\.\d+\.\d+/);
});

it('never goes on silently when the browser that was asked for is not there', async () => {
  vi.stubEnv('CHROMIUM_PATH', '/nowhere/chromium');
  await expect(findChromium()).rejects.toThrow('/nowhere/chromium');
  await expect(findChromium()).rejects.toThrow(remedy);
});
