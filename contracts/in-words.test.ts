import { expect, it } from 'vitest';
import { inWords, playbookWords } from './in-words.ts';

it.each([
  ['set_daily_budget', 'Set daily budget'],
  ['metrics.daily', 'Metrics daily'],
  ['_draft__wording_', 'Draft wording'],
  ['Open', 'Open'],
  ['', ''],
])('the name %s is said as “%s”', (name, words) => {
  expect(inWords(name)).toBe(words);
});

it.each([
  ['campaign_health_v1', 'Campaign health'],
  ['budget_pacing_v12', 'Budget pacing'],
  ['my_v1_playbook', 'My v1 playbook'],
])('the playbook %s is said as “%s”', (id, words) => {
  expect(playbookWords(id)).toBe(words);
});
