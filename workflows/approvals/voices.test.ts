import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ApprovalRequest, DecideSignal, EligiblePerson } from '../../contracts/approval.ts';
import { type ApprovalEvent, openedApproval, reduceApproval } from './reduce-approval.ts';
import { voiceOf } from './voices.ts';

const person = (name: string): EligiblePerson => ({ user_id: name, email: `${name}@example.com`, roles: ['approver'] });
const request: ApprovalRequest = {
  ...{ approval_id: 'a1', plan_digest: 'p1', quorum: 2, editable: [], expires_at_ms: 0 },
  eligible: ['ann', 'bob'].map(person),
  excluded_user_ids: ['asker'],
};
const hand = (delegation_id: string, from: string, to: string): ApprovalEvent => ({
  kind: 'delegate',
  signal: { delegation_id, approval_id: 'a1', from: person(from), to: person(to), reason: null },
});
const say = (decision_id: string, who: string, decision: DecideSignal['decision'] = 'approve'): ApprovalEvent => ({
  kind: 'decide',
  signal: {
    ...{ decision_id, approval_id: 'a1', plan_digest: 'p1', decision, edits: null, reason: null },
    actor: person(who),
  },
});
const heard = (...events: readonly ApprovalEvent[]) => {
  let state = openedApproval(request, 0);
  const codes: string[] = [];
  for (const event of events) {
    const next = reduceApproval(state, event);
    state = next.state;
    if (next.outcome !== null) codes.push(next.outcome.accepted ? next.outcome.decision : next.outcome.code);
  }
  return { state, codes, eligible: state.request.eligible.map(({ user_id }) => user_id) };
};

describe('a person who lets another decide', () => {
  it('and that other are one voice together, whoever speaks first', () => {
    expect(heard(hand('h1', 'ann', 'dan'), say('d1', 'dan'), say('d2', 'ann'))).toMatchObject({
      codes: ['approve', 'DECISION_REPEATED'],
      state: { status: 'pending' },
    });
    expect(heard(hand('h1', 'ann', 'dan'), say('d1', 'ann'), say('d2', 'dan'), say('d3', 'bob'))).toMatchObject({
      codes: ['approve', 'DECISION_REPEATED', 'approve'],
      state: { status: 'approved', approved_by: [{ user_id: 'ann' }, { user_id: 'bob' }] },
    });
  });

  it('may be followed by the delegate handing on, and it is still one voice', () => {
    const { state, codes } = heard(
      hand('h1', 'ann', 'dan'),
      hand('h2', 'dan', 'eve'),
      say('d1', 'eve'),
      say('d2', 'dan'),
      say('d3', 'ann'),
    );
    expect(codes).toEqual(['approve', 'DECISION_REPEATED', 'DECISION_REPEATED']);
    expect(voiceOf(state.voices, 'eve')).toBe('ann');
  });

  it.each([
    ['to somebody who asked for the change', hand('h1', 'ann', 'asker')],
    ['when they were not asked themselves', hand('h1', 'eve', 'dan')],
    ['when they asked for the change', hand('h1', 'asker', 'dan')],
    ['to somebody who may decide already, so that nobody has two voices', hand('h1', 'ann', 'bob')],
  ])('hands nothing over %s', (_name, event) => {
    expect(heard(event).eligible).toEqual(['ann', 'bob']);
  });

  it('cannot be made to hand over twice by one message, nor after the end', () => {
    expect(heard(hand('h1', 'ann', 'dan'), hand('h1', 'ann', 'eve')).eligible).toEqual(['ann', 'bob', 'dan']);
    expect(heard(say('d1', 'bob', 'reject'), hand('h1', 'ann', 'dan')).eligible).toEqual(['ann', 'bob']);
  });

  it('does not fill the isolate however often it is forged', () => {
    const flood = Array.from({ length: 10_001 }, (_, index) => hand(`h${index}`, 'ann', `made-up-${index}`));
    expect(heard(...flood).eligible).toHaveLength(102);
  });
});

it('more people asked along the way keep their own voice, and nobody is asked twice', () => {
  const more: ApprovalEvent = { kind: 'asked_more', eligible: ['bob', 'cas'].map(person) };
  const { state, eligible } = heard(say('d1', 'ann'), more, say('d2', 'cas'));
  expect(eligible).toEqual(['ann', 'bob', 'cas']);
  expect(state.status).toBe('approved');
});

it('whatever is handed on to whomever, a quorum of two is two of the people who were asked', () => {
  const names = fc.constantFrom('ann', 'bob', 'asker', 'dan', 'eve', 'fay');
  const events = fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant('hand'), id: fc.uuid(), who: names, to: names }),
      fc.record({ kind: fc.constant('say'), id: fc.uuid(), who: names, to: names }),
    ),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(events, (story) => {
      const { state } = heard(
        ...story.map(({ kind, id, who, to }) => (kind === 'hand' ? hand(id, who, to) : say(id, who))),
      );
      const voices = new Set(state.approved_by.map(({ user_id }) => voiceOf(state.voices, user_id)));
      expect(voices.size).toBe(state.approved_by.length);
      for (const voice of voices) expect(['ann', 'bob']).toContain(voice);
      expect(state.status === 'approved').toBe(voices.size === 2);
      expect(state.request.eligible.map(({ user_id }) => user_id)).not.toContain('asker');
    }),
  );
});
