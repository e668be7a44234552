import { describe, expect, it } from 'vitest';
import { findingsOfTests } from '../../tests/stage/test-findings.ts';
import { raiseTests } from '../../tests/stage/test-source.ts';

describe('a mock with a mistake', () => {
  it.each<[string, readonly string[]]>([
    ['{ step: read }', ['error KEY_MISSING 8:13 A mock has no `returns`. → returns: …']],
    [
      '{ action: AdPlatformAgent.read_campaign_state }',
      ['error KEY_MISSING 8:13 A mock has no `returns`. → returns: …'],
    ],
    ['{ example: {} }', ['error KEY_MISSING 8:13 A mock has no `action`. → action: …']],
    ['{ step: red, example: {} }', ['error VALUE_INVALID 8:21 There is no step red. → read']],
    [
      '{ action: AdPlatformAgent.read_campain_state, example: {} }',
      [
        'error VALUE_INVALID 8:23 There is no action AdPlatformAgent.read_campain_state. → AdPlatformAgent.read_campaign_state',
      ],
    ],
    [
      '{ action: read_campaign_state, example: {} }',
      ['error VALUE_INVALID 8:23 There is no action read_campaign_state.'],
    ],
    [
      '{ step: read, action: AdPlatformAgent.set_daily_budget, example: {} }',
      [
        'error TEST_MOCK_INVALID 8:69 AdPlatformAgent.set_daily_budget writes: a test gives the state before, and the change follows from it. → before: { … }',
      ],
    ],
    ['{ step: read, exmple: {} }', ['error KEY_UNKNOWN 8:27 A mock has no key `exmple`. → example']],
    [
      '{ step: read, example: {}, fails: PLATFORM_REFUSED }',
      [
        'error VALUE_INVALID 8:40 A mock has both `example` and `fails`. → Give one answer after the other in `sequence`.',
      ],
    ],
    [
      '{ step: read, fails: PLATFORM_BROKEN }',
      ['error VALUE_INVALID 8:34 PLATFORM_BROKEN is no code of the closed list.'],
    ],
    [
      '{ step: read, fails: PLATFORM_REFUSE }',
      ['error VALUE_INVALID 8:34 PLATFORM_REFUSE is no code of the closed list.'],
    ],
    ['{ step: read, fails: { message: No } }', ['error KEY_MISSING 8:34 `fails` has no `code`. → code: …']],
    ['{ step: read, fails: { code: 7 } }', ["error TYPE_MISMATCH 8:42 The code is a number. → '7'"]],
    [
      '{ step: read, fails: { code: PLATFORM_REFUSED, details: 3 } }',
      ['error TYPE_MISMATCH 8:69 The details is a number.'],
    ],
    ['{ step: read, never: false }', ['error VALUE_INVALID 8:34 `never` may not be false. → Remove `never`.']],
    ['{ step: read, never: yes }', ['error TYPE_MISMATCH 8:34 `never` is a text. → true']],
    ['{ step: read, example: {}, takes: 5 }', ['error DURATION_INVALID 8:47 `takes` is not a duration: 5.']],
    ['{ step: read, example: {}, takes: soon }', ['error DURATION_INVALID 8:47 `takes` is not a duration: soon.']],
    ['{ step: read, example: {}, times: 0 }', ['error VALUE_INVALID 8:47 `times` may not be 0.']],
    ['{ step: read, example: {}, times: many }', ['error TYPE_MISMATCH 8:47 `times` is a text.']],
    ['{ step: read, sequence: [] }', ['error VALUE_INVALID 8:37 `sequence` is empty.']],
    ['{ step: read, sequence: [3] }', ['error TYPE_MISMATCH 8:38 A mock is a number.']],
    [
      '{ step: read, sequence: [{ example: {} }, { fails: PLATFORM_X }] }',
      ['error VALUE_INVALID 8:64 PLATFORM_X is no code of the closed list.'],
    ],
    ['{ step: read, sequence: { example: {} } }', ['error TYPE_MISMATCH 8:37 `sequence` is a map.']],
    [
      '{ step: read, returns: 3 }',
      [
        'error TEST_MOCK_INVALID 8:36 AdPlatformAgent.read_campaign_state does not give this: Invalid input: expected object, received number.',
      ],
    ],
    [
      '{ step: read, returns: {} }',
      [
        'error TEST_MOCK_INVALID 8:36 AdPlatformAgent.read_campaign_state does not give this: campaign_id: Invalid input: expected string, received undefined.',
      ],
    ],
    [
      '{ step: read, example: { campaign_name: 5 } }',
      [
        'error TEST_MOCK_INVALID 8:53 AdPlatformAgent.read_campaign_state does not give this: campaign_name: Invalid input: expected string, received number.',
      ],
    ],
    [
      '{ step: read, example: { nobody: 5 } }',
      [
        'error TEST_MOCK_INVALID 8:46 AdPlatformAgent.read_campaign_state gives no `nobody`; no step would ever see it.',
      ],
    ],
    ['{ step: raise, before: 5 }', ['error TYPE_MISMATCH 8:36 `before` is a number.']],
    ['{ step: raise, before: { daily_budget: 5 } }', ['error KEY_UNKNOWN 8:38 `before` has no key `daily_budget`.']],
    [
      '{ step: raise, before: { daily_budget_minor: 5 }, currency: euro }',
      ['error VALUE_INVALID 8:73 euro is no currency.'],
    ],
    [
      '{ step: raise, before: { daily_budget_minor: 5 }, facts: { learning: true } }',
      ['error KEY_UNKNOWN 8:72 `facts` has no key `learning`. → in_learning'],
    ],
    [
      '{ step: raise, returns: { applied: true } }',
      [
        'error TEST_MOCK_INVALID 8:28 AdPlatformAgent.set_daily_budget writes: a test gives the state before, and the change follows from it. → before: { … }',
      ],
    ],
    [
      '{ step: raise, after: { daily_budgt_minor: 5 } }',
      ['error KEY_UNKNOWN 8:37 `after` has no key `daily_budgt_minor`. → daily_budget_minor'],
    ],
    [
      '{ step: raise, before: { daily_budget_minor: 5 }, currency: eur }',
      ['error VALUE_INVALID 8:73 eur is no currency. → EUR'],
    ],
    [
      '{ step: read, before: { daily_budget_minor: 5 } }',
      ['error KEY_MISSING 8:13 A mock has no `returns`. → returns: …'],
    ],
    ['mock', ['error TYPE_MISMATCH 8:13 A mock is a text.']],
    ['3', ['error TYPE_MISMATCH 8:13 A mock is a number.']],
  ])('%s', async (text, findings) => {
    expect(await findingsOfTests(`${raiseTests}  - name: a\n    mocks: [${text}]\n`)).toEqual(findings);
  });
});
