import { describe, expect, it } from 'vitest';
import type { SettledDecision } from '../../contracts/activity-envelope.ts';
import { isRecordable } from './recordable.ts';

const uuid = (digit: number) => `0a0a0a0a-0000-4000-8000-00000000000${digit}`;
const decided = (more: object = {}): SettledDecision => ({
  signal: {
    ...{ decision_id: uuid(1), approval_id: uuid(2), plan_digest: 'd', decision: 'approve' },
    ...{ actor: { user_id: uuid(3), email: 'ann@example.com' }, edits: null, reason: null },
    ...more,
  },
  outcome: { decision_id: uuid(1), accepted: true, decision: 'approve' },
});

describe('a decision that our tables can hold', () => {
  it('names itself, the approval and the person by ids; what it says is another matter', () => {
    expect(isRecordable(decided())).toBe(true);
    expect(isRecordable(decided({ plan_digest: '', edits: { x: 1 }, reason: 'x'.repeat(10_000) }))).toBe(true);
    expect(isRecordable(decided({ actor: { user_id: uuid(3), email: '' } }))).toBe(true);
  });

  it.each([
    ['an id of its own', { decision_id: 'twice' }],
    ['an id that is nearly one', { decision_id: `${uuid(1)}0` }],
    ['no id', { decision_id: undefined }],
    ['another type', { decision_id: 17 }],
    ['an approval by its title', { approval_id: 'Raise the budget' }],
    ['the name of a prototype', { approval_id: '__proto__' }],
    ['a person by e-mail', { actor: { user_id: 'ann@example.com', email: 'ann@example.com' } }],
    ['nobody', { actor: null }],
    ['an actor that is a text', { actor: uuid(3) }],
    ['SQL', { decision_id: "'; drop table decisions; --" }],
  ])('is none with %s: sent by hand, it must not stop the record of the others', (_, more) => {
    expect(isRecordable(decided(more))).toBe(false);
  });
});
