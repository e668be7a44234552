import { expect, it } from 'vitest';
import { errorTable } from '../../contracts/errors/index.ts';
import { runbookPage } from './runbook-page.ts';

it('every runbook that an error names can be read', async () => {
  const named = Object.values(errorTable).flatMap((entry) => ('runbook' in entry ? [entry.runbook] : []));
  expect(named.length).toBeGreaterThan(5);
  for (const path of named) expect(await runbookPage(path.replace(/^docs\/runbooks\/|\.md$/g, ''))).toMatch(/^# /);
});

it.each(['..', '../errors/NOT_FOUND', 'README', '', 'nothing-like-it', '%2e%2e', 'a'.repeat(70)])(
  'nothing else is served: %j',
  async (name) => {
    expect(await runbookPage(name)).toBeNull();
  },
);
