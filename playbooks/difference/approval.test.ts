import { describe, expect, it } from 'vitest';
import { between, budget, of } from '../../tests/difference/plans.ts';

describe('approvals of a playbook, there and back', () => {
  it.each<[string, string, readonly string[], readonly string[]]>([
    ['quorum: 1', 'quorum: 3', ['approval: quorum 1 → 3'], ['! approval: quorum 3 → 1']],
    [
      'approvers: [approver]',
      'approvers: [approver, admin]',
      [
        '! approval: approvers anyone with the role approver → anyone with the role approver or anyone with the role admin',
      ],
      [
        '! approval: approvers anyone with the role approver or anyone with the role admin → anyone with the role approver',
      ],
    ],
    [
      'approvers: [ana@x.example]',
      'approvers: [ben@x.example]',
      ['! approval: approvers ana@x.example → ben@x.example'],
      ['! approval: approvers ben@x.example → ana@x.example'],
    ],
    [
      'approvers: { groups: [finance] }',
      'approvers: { groups: [finance], expression: "person.email != entity.name" }',
      [
        '! approval: approvers anyone in the group finance → anyone in the group finance, as far as person.email != entity.name',
      ],
      [
        '! approval: approvers anyone in the group finance, as far as person.email != entity.name → anyone in the group finance',
      ],
    ],
    [
      'on_timeout: reject',
      'on_timeout: cancel',
      ['! approval: when nobody decides reject → cancel'],
      ['! approval: when nobody decides cancel → reject'],
    ],
    [
      'on_timeout: reject',
      'on_timeout: escalate',
      ['! approval: when nobody decides reject → escalate'],
      ['! approval: when nobody decides escalate → reject'],
    ],
    [
      'timeout: 4h, on_timeout: reject',
      'timeout: 8h, on_timeout: reject',
      ['approval: time to decide 4 hours → 8 hours'],
      ['approval: time to decide 8 hours → 4 hours'],
    ],
    [
      'undo_window: 10s',
      'undo_window: 1m',
      ['approval: time to take a yes back 10 seconds → 1 minute'],
      ['! approval: time to take a yes back 1 minute → 10 seconds'],
    ],
    [
      'quorum: 1',
      'title: "Raise {{ entity.name }}?"',
      ['approval: question added: "Raise {{ entity.name }}?"'],
      ['approval: question removed: "Raise {{ entity.name }}?"'],
    ],
    [
      'title: Raise',
      'title: Lower',
      ['approval: question "Raise" → "Lower"'],
      ['approval: question "Lower" → "Raise"'],
    ],
    [
      'quorum: 1',
      'evidence: { cpa: "{{ context.cpa }}" }',
      ['approval: evidence added: { cpa: context.cpa }'],
      ['approval: evidence removed: { cpa: context.cpa }'],
    ],
    [
      'evidence: { cpa: "{{ context.cpa }}" }',
      'evidence: { cpa: "{{ context.cpc }}" }',
      ['approval: evidence { cpa: context.cpa } → { cpa: context.cpc }'],
      ['approval: evidence { cpa: context.cpc } → { cpa: context.cpa }'],
    ],
    [
      'quorum: 1',
      'editable: [daily_budget_minor]',
      ['! approval: editable added: daily_budget_minor'],
      ['approval: editable removed: daily_budget_minor'],
    ],
    [
      'editable: [daily_budget_minor, campaign_id]',
      'editable: [daily_budget_minor]',
      ['approval: editable daily_budget_minor, campaign_id → daily_budget_minor'],
      ['! approval: editable daily_budget_minor → daily_budget_minor, campaign_id'],
    ],
    [
      'timeout: 8h, on_timeout: reject',
      'timeout: 8h, on_timeout: reject, escalation: [{ after: 1h, approvers: [admin] }]',
      ['approval: escalation added: after 1 hour anyone with the role admin'],
      ['approval: escalation removed: after 1 hour anyone with the role admin'],
    ],
    [
      'timeout: 8h, on_timeout: reject, escalation: [{ after: 1h, approvers: [admin] }]',
      'timeout: 8h, on_timeout: reject, escalation: [{ after: 2h, approvers: [admin] }]',
      ['approval: escalation after 1 hour anyone with the role admin → after 2 hours anyone with the role admin'],
      ['approval: escalation after 2 hours anyone with the role admin → after 1 hour anyone with the role admin'],
    ],
    [
      'quorum: 2, on_timeout: reject',
      'quorum: 1, on_timeout: cancel',
      ['! approval: quorum 2 → 1', '! approval: when nobody decides reject → cancel'],
      ['! approval: when nobody decides cancel → reject', 'approval: quorum 1 → 2'],
    ],
  ])('%s, and %s', (one, other, there, back) => {
    expect([
      between(
        of([budget('raise')], 'min_spend: 1', `approval: { ${one} }`),
        of([budget('raise')], 'min_spend: 1', `approval: { ${other} }`),
      ),
      between(
        of([budget('raise')], 'min_spend: 1', `approval: { ${other} }`),
        of([budget('raise')], 'min_spend: 1', `approval: { ${one} }`),
      ),
    ]).toEqual([there, back]);
  });
});

describe('approvals of a step, there and back', () => {
  it.each<[string, string, readonly string[], readonly string[]]>([
    [
      'quorum: 1, on_timeout: reject',
      'quorum: 2, on_timeout: reject',
      ['raise: quorum 1 → 2'],
      ['! raise: quorum 2 → 1'],
    ],
    [
      'timeout: 4h, on_timeout: reject',
      'timeout: 5h, on_timeout: reject',
      ['raise: time to decide 4 hours → 5 hours'],
      ['raise: time to decide 5 hours → 4 hours'],
    ],
    [
      'approvers: [admin], on_timeout: reject',
      'approvers: [approver], on_timeout: reject',
      ['! raise: approvers anyone with the role admin → anyone with the role approver'],
      ['! raise: approvers anyone with the role approver → anyone with the role admin'],
    ],
    [
      'editable: [], on_timeout: reject',
      'editable: [daily_budget_minor], on_timeout: reject',
      ['! raise: editable added: daily_budget_minor'],
      ['raise: editable removed: daily_budget_minor'],
    ],
    [
      'title: A, on_timeout: reject',
      'on_timeout: reject',
      ['raise: question removed: "A"'],
      ['raise: question added: "A"'],
    ],
  ])('%s, and %s', (one, other, there, back) => {
    expect([
      between(
        of([budget('raise', `, approval: { ${one} }`)], 'min_spend: 1'),
        of([budget('raise', `, approval: { ${other} }`)], 'min_spend: 1'),
      ),
      between(
        of([budget('raise', `, approval: { ${other} }`)], 'min_spend: 1'),
        of([budget('raise', `, approval: { ${one} }`)], 'min_spend: 1'),
      ),
    ]).toEqual([there, back]);
  });
});
