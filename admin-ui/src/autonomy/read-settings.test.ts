import { expect, it } from 'vitest';
import { agentSettingsSchema } from '../../../contracts/rollout.ts';
import { draftOf, readSettings } from './read-settings.ts';

const asStored = agentSettingsSchema.parse({
  ...{ rollout_stage: 'internal_beta', beta_emails: ['ana@x.example', 'ben@x.example'], manual_decision_minutes: 45 },
  ...{ judge_share_pct: 100, recommendation_expires_hours: 72, notify_each: false },
});

it('what is shown and not touched is what is saved', () => {
  expect(readSettings(draftOf(asStored))).toEqual({ settings: asStored });
});

it('addresses may be parted by commas, spaces or lines', () => {
  const beta_emails = ' ana@x.example;\nben@x.example ';
  expect(readSettings({ ...draftOf(asStored), beta_emails })).toEqual({ settings: asStored });
  expect(readSettings({ ...draftOf(asStored), beta_emails: '' })).toEqual({
    settings: { ...asStored, beta_emails: [] },
  });
});

it('names each field that cannot be read, and saves nothing then', () => {
  const wrong = {
    beta_emails: 'ana',
    manual_decision_minutes: '0',
    judge_share_pct: '',
    recommendation_expires_hours: 'x',
  };
  const read = readSettings({ ...draftOf(asStored), ...wrong });
  expect(read).toEqual({ wrong: expect.arrayContaining(Object.keys(wrong)) });
  expect(readSettings({ ...draftOf(asStored), judge_share_pct: '101' })).toEqual({ wrong: ['judge_share_pct'] });
});
