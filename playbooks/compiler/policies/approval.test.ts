import { describe, expect, it } from 'vitest';
import { findingsOf, planOfTop } from '../../../tests/playbooks/compile-text.ts';
import { defaultApproval } from './approval.ts';

describe('approval', () => {
  it('without a word: approver or admin, one of them, a day, silence is a no, ten seconds to take it back', () => {
    expect(planOfTop('').approval).toEqual(defaultApproval);
    expect(defaultApproval).toMatchObject({
      approvers: { roles: ['approver', 'admin'], users: [] },
      quorum: 1,
      timeout_seconds: 86_400,
      on_timeout: 'reject',
      undo_window_seconds: 10,
    });
  });

  it('what is said replaces only that', () => {
    expect(planOfTop('approval: { quorum: 3, undo_window: 1m }').approval).toEqual({
      ...defaultApproval,
      quorum: 3,
      undo_window_seconds: 60,
    });
  });

  it.each([
    ['approvers: marketer', { roles: ['marketer'], users: [] }],
    ['approvers: [marketer, ana@example.com]', { roles: ['marketer'], users: ['ana@example.com'] }],
    ['approvers: { users: ana@example.com }', { roles: [], users: ['ana@example.com'] }],
    ['approvers: { roles: [on_call], users: [] }', { roles: ['on_call'], users: [] }],
  ])('%s', (text, approvers) => {
    expect(planOfTop(`approval: { ${text} }`).approval.approvers).toEqual(approvers);
  });

  it.each([
    ['approval: { approvers: [] }', ['QUORUM_IMPOSSIBLE 4:24 approvers: [approver]']],
    ['approval: { approvers: {} }', ['QUORUM_IMPOSSIBLE 4:24 approvers: [approver]']],
    ['approval: { approvers: { users: [] } }', ['QUORUM_IMPOSSIBLE 4:24 approvers: [approver]']],
    // A person who is named twice still has one voice.
    ['approval: { quorum: 2, approvers: [a@x.example, a@x.example] }', ['QUORUM_IMPOSSIBLE 4:21 1']],
    ['approval: { quorum: 2, approvers: { users: [a@x.example, a@x.example] } }', ['QUORUM_IMPOSSIBLE 4:21 1']],
    ['approval: { quorum: 2, approvers: [a@x.example, b@x.example] }', []],
    ['approval: { quorum: 20, approvers: [admin, a@x.example] }', []],
    ['approval: { quorum: 21 }', ['VALUE_INVALID 4:21']],
    ['approval: { undo_window: 0 }', []],
    ['approval: { undo_window: 1 }', ['DURATION_INVALID 4:26']],
    ['approval: { undo_window: 25h }', ['DURATION_INVALID 4:26']],
    ['approval: { on_timeout: reject, timeout: 30d }', []],
    ['approval: { on_timeout: reject, timeout: 31d }', ['DURATION_INVALID 4:42']],
    ['approval: { on_timeout: rejct }', ['VALUE_INVALID 4:25 reject']],
    ['approval: [admin]', ['TYPE_MISMATCH 4:11']],
    ['approval: yes', ['TYPE_MISMATCH 4:11']],
    ['approval: { aprovers: [admin] }', ['KEY_UNKNOWN 4:13 approvers']],
    ['approval: { approvers: [admn] }', ['ROLE_UNKNOWN 4:25 admin']],
    ['approval: { approvers: { roles: [boss] } }', ['ROLE_UNKNOWN 4:34']],
    ['approval: { approvers: { users: [ana] } }', ['VALUE_INVALID 4:34']],
    ['approval: { approvers: { people: [ana] } }', ['KEY_UNKNOWN 4:26']],
    ['approval: { approvers: [7] }', ["TYPE_MISMATCH 4:25 '7'"]],
    ['approval: { quorum: 0 }', ['VALUE_INVALID 4:21']],
    ["approval: { quorum: '2' }", ['TYPE_MISMATCH 4:21 2']],
    ['approval: { quorum: 1.5 }', ['VALUE_INVALID 4:21']],
    ['approval: { quorum: 2, approvers: [ana@example.com] }', ['QUORUM_IMPOSSIBLE 4:21 1']],
    ['approval: { timeout: 4h }', ['APPROVAL_TIMEOUT_OUTCOME 4:13 on_timeout: reject']],
    ['approval: { timeout: 4, on_timeout: reject }', ['DURATION_INVALID 4:22']],
    ['approval: { timeout: 4 hours, on_timeout: approve }', ['DURATION_INVALID 4:22 4h', 'VALUE_INVALID 4:43']],
    ["approval: { title: '{{ entity.nam }}' }", ['FIELD_UNKNOWN 4:31 name']],
    ["approval: { evidence: { cpa: '{{ context.cpa }', x: 1 } }", ['TEMPLATE_UNCLOSED 4:31 {{ context.cpa }}']],
  ])('%s', (top, findings) => {
    expect(findingsOf(top)).toEqual(findings);
  });
});
