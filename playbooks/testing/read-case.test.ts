import { describe, expect, it } from 'vitest';
import { findingsOfTests } from '../../tests/stage/test-findings.ts';
import { raiseTests } from '../../tests/stage/test-source.ts';

describe('a case with a mistake', () => {
  it.each<[string, readonly string[]]>([
    ['nme: b', ['error KEY_UNKNOWN 8:5 A case has no key `nme`. → name']],
    [
      'inputs: { x: 1 }',
      ['error VALUE_INVALID 8:5 The inputs do not fit the playbook: /body/inputs/x The playbook has no such input.'],
    ],
    ['inputs: 3', ['error TYPE_MISMATCH 8:13 `inputs` is a number.']],
    ['context: { cpaa: 3 }', ['error VALUE_INVALID 8:5 There is no feature cpaa. → cpa']],
    ['context: 3', ['error TYPE_MISMATCH 8:14 `context` is a number.']],
    ['entity: c1', ['error TYPE_MISMATCH 8:13 `entity` is a text.']],
    ['mode: dry', ['error VALUE_INVALID 8:11 `mode` may not be dry.']],
    ['mode: Live', ['error VALUE_INVALID 8:11 `mode` may not be Live. → live']],
    ['starts_at: yesterday', ['error VALUE_INVALID 8:16 yesterday is no moment.']],
    ['starts_at: 2026-02-30T00:00:00Z', ['error VALUE_INVALID 8:16 2026-02-30T00:00:00Z is no moment.']],
    ['starts_at: 5', ["error TYPE_MISMATCH 8:16 `starts_at` is a number. → '5'"]],
    ['events: [{ after: 1d }]', ['error KEY_MISSING 8:14 An event has no `event`. → event: …']],
    ['events: [{ after: 1, event: lead.created }]', ['error DURATION_INVALID 8:23 `after` is not a duration: 1.']],
    [
      'events: [{ after: 1d, event: lead.created, cancel: true }]',
      ['error VALUE_INVALID 8:48 An event has both `event` and `cancel`. → Write two events.'],
    ],
    ['events: [{ after: 1d, cancel: maybe }]', ['error TYPE_MISMATCH 8:35 `cancel` is a text.']],
    [
      'events: [{ after: 1d, cancel: false }]',
      ['error VALUE_INVALID 8:35 `cancel` may not be false. → Remove `cancel`.'],
    ],
    ['events: lead.created', ['error TYPE_MISMATCH 8:13 `events` is a text.']],
    ['decisions: [{ decision: approve }]', ['error KEY_MISSING 8:17 A decision has no `step`. → step: …']],
    ['decisions: [{ step: raise }]', ['error KEY_MISSING 8:17 A decision has no `decision`. → decision: …']],
    ['decisions: [{ step: rise, decision: approve }]', ['error VALUE_INVALID 8:25 There is no step rise. → raise']],
    ['decisions: [{ step: raise, decision: yes }]', ['error VALUE_INVALID 8:42 `decision` may not be yes.']],
    [
      'decisions: [{ step: raise, decision: aprove }]',
      ['error VALUE_INVALID 8:42 `decision` may not be aprove. → approve'],
    ],
    [
      'decisions: [{ step: raise, decision: approve, after: 1 }]',
      ['error DURATION_INVALID 8:58 `after` is not a duration: 1.'],
    ],
    ['decisions: [{ step: raise, decision: approve, edits: 3 }]', ['error TYPE_MISMATCH 8:58 `edits` is a number.']],
    [
      'decisions: [{ step: raise, decision: approve, question: 0 }]',
      ['error VALUE_INVALID 8:61 `question` may not be 0.'],
    ],
    [
      'decisions: [{ step: raise, decision: approve, counts: no }]',
      ['error TYPE_MISMATCH 8:59 `counts` is a text. → false'],
    ],
    [
      'decisions: [{ step: raise, decision: approve, reason: 7 }]',
      ["error TYPE_MISMATCH 8:59 `reason` is a number. → '7'"],
    ],
    ['decisions: approve', ['error TYPE_MISMATCH 8:16 `decisions` is a text.']],
    ['mocks: {}', ['error TYPE_MISMATCH 8:12 `mocks` is a map.']],
    ['expect: completed', ['error TYPE_MISMATCH 8:13 `expect` is a text.']],
    ['expect: [completed]', ['error TYPE_MISMATCH 8:13 `expect` is a list.']],
  ])('%s', async (text, findings) => {
    expect(await findingsOfTests(`${raiseTests}  - name: a\n    ${text}\n`)).toEqual(findings);
  });
});
