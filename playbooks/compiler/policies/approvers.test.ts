import { describe, expect, it } from 'vitest';
import { compileTop, findingsOf, said } from '../../../tests/playbooks/compile-text.ts';

const groups = { finance: 3, founders: 1, night_shift: 0 };
const asked = (approval: string, more = {}) => {
  const { plan, diagnostics } = compileTop(`approval: { ${approval} }`, more);
  expect(diagnostics).toEqual([]);
  return plan?.approval;
};
const found = (approval: string, more: object = { groups }) => findingsOf(`approval: { ${approval} }`, more);

describe('approvers', () => {
  it.each([
    ['[approver, ana@example.com]', { roles: ['approver'], users: ['ana@example.com'] }],
    ['{ groups: finance }', { roles: [], users: [], groups: ['finance'] }],
    [
      '{ groups: [finance, finance, founders], roles: [admin] }',
      { roles: ['admin'], users: [], groups: ['finance', 'founders'] },
    ],
    [
      '{ expression: "\'finance\' in person.groups" }',
      { roles: [], users: [], expression: { source: "'finance' in person.groups", line: 4 } },
    ],
  ])('%s', (approvers, expected) => {
    expect(asked(`approvers: ${approvers}`)?.approvers).toEqual(expected);
    expect(asked(`approvers: ${approvers}`, { groups })?.approvers).toEqual(expected);
  });

  it.each([
    ['approvers: { groups: [finanse] }', ['GROUP_UNKNOWN 4:35 finance']],
    [
      'approvers: { groups: [night_shift] }',
      ['GROUP_EMPTY 4:35 Put somebody into night_shift, or name another group.'],
    ],
    [
      'approvers: { groups: [night_shift], roles: [admin] }',
      ['GROUP_EMPTY 4:35 Put somebody into night_shift, or name another group.'],
    ],
    ['approvers: [finance]', ['ROLE_UNKNOWN 4:25 { groups: [finance] }']],
    ['approvers: [approvr]', ['ROLE_UNKNOWN 4:25 approver']],
    ['approvers: { group: [finance] }', ['KEY_UNKNOWN 4:26 groups']],
    ['approvers: { groups: 3 }', ["TYPE_MISMATCH 4:34 '3'"]],
    ['approvers: { groups: [founders, finance] }, quorum: 5', ['QUORUM_IMPOSSIBLE 4:65 4']],
    ['approvers: { groups: [founders], users: [ana@example.com] }, quorum: 3', ['QUORUM_IMPOSSIBLE 4:82 2']],
    ['approvers: { groups: [founders], roles: [admin] }, quorum: 5', []],
    ['approvers: { users: [], groups: [] }', ['QUORUM_IMPOSSIBLE 4:24 approvers: [approver]']],
    ['approvers: { expression: \'person.roles.exists(r, r == "admn")\' }', ['EXPRESSION_TYPE 4:67 "admin"']],
    // In { } a comma ends the value.
    [
      'approvers: { expression: person.roles.exists(r, r == "admin") }',
      [
        'EXPRESSION_SYNTAX 4:59 Put the whole expression in quotes: in { } and [ ] a comma ends it.',
        'KEY_UNKNOWN 4:61',
      ],
    ],
    ['approvers: { expression: person.mail != "" }', ['FIELD_UNKNOWN 4:45 email']],
    [
      'approvers: { expression: person.email }',
      ['EXPRESSION_TYPE 4:38 Compare it with something, for example with == or >.'],
    ],
    ['approvers: { expression: persn.email != entity.name }', ['NAME_UNKNOWN 4:38 person']],
  ])('%s', (approval, findings) => {
    expect(found(approval)).toEqual(findings);
  });

  it('an empty group leaves nobody when it stands alone, and only adds nobody beside others', () => {
    const severity = (approvers: string) =>
      compileTop(`approval: { approvers: ${approvers} }`, { groups }).diagnostics.map((each) => each.severity);
    expect(severity('{ groups: [night_shift] }')).toEqual(['error']);
    expect(severity('{ groups: [night_shift], roles: [admin] }')).toEqual(['warning']);
  });

  it('without a word about groups, none is checked', () => {
    expect(found('approvers: { groups: [whoever] }, quorum: 9', {})).toEqual([]);
  });

  it('person belongs to the language', () => {
    expect(said(compileTop('on_failure: [{ id: a, set: { person: 1 } }]').diagnostics)[0]).toMatch(/^NAME_RESERVED/);
  });
});

describe('escalation', () => {
  it('has its chain in order, and a block of a step inherits it', () => {
    const chain = asked(
      'timeout: 24h, on_timeout: reject, escalation: [{ after: 4h, approvers: [admin] }, { after: 90m, approvers: { groups: [finance] } }]',
    )?.escalation;
    expect(chain).toEqual([
      { after_seconds: 14_400, approvers: { roles: ['admin'], users: [] } },
      { after_seconds: 5_400, approvers: { roles: [], users: [], groups: ['finance'] } },
    ]);
    expect(asked('quorum: 1')).not.toHaveProperty('escalation');
  });

  it.each([
    ['escalation: []', ['TYPE_MISMATCH 4:25']],
    ['escalation: { after: 1h, approvers: [admin] }', ['TYPE_MISMATCH 4:25']],
    ['escalation: [{ after: 1h }]', ['KEY_MISSING 4:26 approvers: …']],
    ['escalation: [{ approvers: [admin] }]', ['KEY_MISSING 4:26 after: …']],
    ['escalation: [{ after: 0s, approvers: [admin] }]', ['DURATION_INVALID 4:35']],
    [
      'escalation: [{ after: 24h, approvers: [admin] }]',
      ['ESCALATION_TOO_LATE 4:35 Make `after` shorter, or `timeout` longer.'],
    ],
    [
      'escalation: [{ after: 23h, approvers: [admin] }, { after: 1h, approvers: [admin] }]',
      ['ESCALATION_TOO_LATE 4:71 Make `after` shorter, or `timeout` longer.'],
    ],
    ['escalation: [{ after: 23h, approvers: [admn] }]', ['ROLE_UNKNOWN 4:52 admin']],
    ['escalation: [{ after: 1h, approvers: [admin], quorum: 2 }]', ['KEY_UNKNOWN 4:59']],
  ])('%s', (approval, findings) => {
    expect(found(approval)).toEqual(findings);
  });
});
