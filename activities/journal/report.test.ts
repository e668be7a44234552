import { expect, it } from 'vitest';
import { isUrgent, type Report } from './report.ts';

const key = { tenant_id: 't', execution_id: 'e' };

it('what people wait for is urgent; a start or a step on the way can be shown a moment later', () => {
  const waiting: Report = { about: 'waiting', news: { ...key, step_id: 's', waiting: true } };
  const paused: Report = { about: 'paused', news: { ...key, paused: true, waiting: false } };
  const started: Report = { about: 'started', news: { ...key, run_id: 'r', continued: false, at_ms: 0 } };
  expect([waiting, paused, started].map(isUrgent)).toEqual([true, true, false]);
});
