import { describe, expect, it } from 'vitest';
import {
  approvalMessages,
  approvalStatusSchema,
  decideSignalSchema,
  eligiblePersonSchema,
  rejectReasonSchema,
} from './approval.ts';

const id = '00000000-0000-4000-8000-000000000001';
const signal = {
  decision_id: id,
  approval_id: id,
  plan_digest: 'a'.repeat(64),
  decision: 'approve',
  actor: { user_id: id, email: 'ana@lumen.example' },
  edits: { daily_budget_minor: 5_000 },
  reason: null,
};

describe('the signal of a decision', () => {
  it('is taken as it is, with or without edits and a reason', () => {
    expect(decideSignalSchema.parse(signal)).toEqual(signal);
    expect(decideSignalSchema.parse({ ...signal, edits: null, reason: 'too much' })).toMatchObject({ edits: null });
  });

  it.each([
    ['a decision that is neither yes nor no', { decision: 'maybe' }],
    ['silence', { decision: undefined }],
    ['an id that is none', { decision_id: 'x' }],
    ['no approval', { approval_id: null }],
    ['an actor without an id', { actor: { email: 'ana@lumen.example' } }],
    ['edits that are a list', { edits: [1] }],
    ['edits that cannot travel as JSON', { edits: { at: new Date(0) } }],
    ['edits left out, which is not the same as none', { edits: undefined }],
  ])('%s is refused', (_, part) => {
    expect(decideSignalSchema.safeParse({ ...signal, ...part }).success).toBe(false);
  });
});

describe('the words of approvals', () => {
  it('messages have names of their own, so that one cannot be taken for another', () => {
    expect(new Set(Object.values(approvalMessages)).size).toBe(Object.keys(approvalMessages).length);
    expect(approvalMessages.decide).toBe('decide');
  });

  it('a yes that can be taken back is not yet a yes', () => {
    expect(approvalStatusSchema.options).toContain('undo_window');
    expect(approvalStatusSchema.safeParse('timed_out').success).toBe(false);
    expect(new Set(approvalStatusSchema.options).size).toBe(approvalStatusSchema.options.length);
  });

  it('a no has a reason of the list, and the list ends in other', () => {
    expect(rejectReasonSchema.options.at(-1)).toBe('other');
    expect(rejectReasonSchema.safeParse('because').success).toBe(false);
  });

  it('who may decide is a known person with known roles', () => {
    expect(eligiblePersonSchema.safeParse({ user_id: id, email: 'a@b.example', roles: ['approver'] }).success).toBe(
      true,
    );
    expect(eligiblePersonSchema.safeParse({ user_id: id, email: 'a@b.example', roles: ['boss'] }).success).toBe(false);
    expect(eligiblePersonSchema.safeParse({ user_id: 'ana', email: 'a@b.example', roles: [] }).success).toBe(false);
  });
});
