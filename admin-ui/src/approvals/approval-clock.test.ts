import { expect, it } from 'vitest';
import { approvalClock, escalationWords } from './approval-clock.ts';

const expires_at = '2026-01-01T12:00:00Z';
const late = Date.parse('2026-01-02T00:00:00Z');

it('stands still while a pause holds, however much time passes', () => {
  expect(approvalClock({ expires_at, frozen_at: '2026-01-01T09:00:00Z' }, late)).toEqual({
    text: 'Clock stands still: 3 h left after the pause',
    urgency: 'calm',
  });
  expect(approvalClock({ expires_at, frozen_at: null }, late).urgency).toBe('passed');
});

it('says nothing of escalation before there was one', () => {
  expect(escalationWords(0)).toBeNull();
  expect(escalationWords(2)).toBe('Escalated, level 2');
});
