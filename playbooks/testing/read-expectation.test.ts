import { describe, expect, it } from 'vitest';
import { findingsOfTests } from '../../tests/stage/test-findings.ts';
import { raiseTests } from '../../tests/stage/test-source.ts';

describe('an expectation with a mistake', () => {
  it.each<[string, readonly string[]]>([
    ['status: complete', ['error VALUE_INVALID 8:23 `status` may not be complete. → completed']],
    ['status: ok', ['error VALUE_INVALID 8:23 `status` may not be ok. → completed']],
    ['status: true', ['error VALUE_INVALID 8:23 `status` may not be true.']],
    ['staus: completed', ['error KEY_UNKNOWN 8:15 `expect` has no key `staus`. → status']],
    ['error: [x]', ['error TYPE_MISMATCH 8:22 `error` is a list.']],
    ['error: 7', ["error TYPE_MISMATCH 8:22 `error` is a number. → '7'"]],
    ['path: [reed]', ['error VALUE_INVALID 8:22 There is no step reed. → read']],
    ['path: [read, 7]', ["error TYPE_MISMATCH 8:28 The step is a number. → '7'"]],
    ['path: { read: 1 }', ['error TYPE_MISMATCH 8:21 The step is a map.']],
    ['includes: [nobody]', ['error VALUE_INVALID 8:26 There is no step nobody.']],
    ['excludes: [raisee]', ['error VALUE_INVALID 8:26 There is no step raisee. → raise']],
    ['calls: raise', ['error TYPE_MISMATCH 8:22 `calls` is a text.']],
    ['calls: [raise]', ['error TYPE_MISMATCH 8:23 An expected call is a text.']],
    ['calls: [{ step: rais }]', ['error VALUE_INVALID 8:31 There is no step rais. → raise']],
    [
      'calls: [{ action: AdPlatformAgent.set_daily_budgett }]',
      [
        'error VALUE_INVALID 8:33 There is no action AdPlatformAgent.set_daily_budgett. → AdPlatformAgent.set_daily_budget',
      ],
    ],
    ['calls: [{ action: set_daily_budget }]', ['error VALUE_INVALID 8:33 There is no action set_daily_budget.']],
    ['calls: [{ step: raise, times: -1 }]', ['error VALUE_INVALID 8:45 `times` may not be -1.']],
    ['calls: [{ step: raise, times: 1.5 }]', ['error VALUE_INVALID 8:45 `times` may not be 1.5.']],
    ['calls: [{ step: raise, times: once }]', ['error TYPE_MISMATCH 8:45 `times` is a text.']],
    ['calls: [{ step: raise, params: 3 }]', ['error TYPE_MISMATCH 8:46 `params` is a number.']],
    ['calls: [{ step: raise, parms: {} }]', ['error KEY_UNKNOWN 8:38 An expected call has no key `parms`. → params']],
    ['money: 20', ['error TYPE_MISMATCH 8:22 `money` is a number.']],
    ['money: { move: 20 }', ['error KEY_UNKNOWN 8:24 `money` has no key `move`. → moved']],
    ['money: { moved: twenty }', ['error TYPE_MISMATCH 8:31 `moved` is a text.']],
    ['money: { moved: -5 }', ['error VALUE_INVALID 8:31 `moved` may not be -5.']],
    ['lasts: 7', ['error DURATION_INVALID 8:22 `lasts` is not a duration: 7.']],
    ['lasts: week', ['error DURATION_INVALID 8:22 `lasts` is not a duration: week.']],
    ['lasts: 7 days', ['error DURATION_INVALID 8:22 `lasts` is not a duration: 7 days. → 7d']],
    ['waits: nap', ['error TYPE_MISMATCH 8:22 `waits` is a text.']],
    ['waits: [napp]', ['error VALUE_INVALID 8:23 There is no step napp. → nap']],
    ['waits: [{ step: nap, for: 7 }]', ['error DURATION_INVALID 8:41 `for` is not a duration: 7.']],
    ['waits: [{ step: nap, form: 7d }]', ['error KEY_UNKNOWN 8:36 An expected wait has no key `form`. → for']],
    ['waits: [{ for: 7d }]', ['error KEY_MISSING 8:23 An expected wait has no `step`. → step: …']],
    ['waits: [3]', ["error TYPE_MISMATCH 8:23 The step is a number. → '3'"]],
    ['notifications: [raise]', ['error TYPE_MISMATCH 8:31 An expected notification is a text.']],
    [
      'notifications: [{ step: raise, titel: X }]',
      ['error KEY_UNKNOWN 8:46 An expected notification has no key `titel`. → title'],
    ],
    ['notifications: [{ step: raise, title: 7 }]', ["error TYPE_MISMATCH 8:53 `title` is a number. → '7'"]],
    ['notifications: [{ step: raise, to: { a: 1 } }]', ['error TYPE_MISMATCH 8:50 `to` is a map.']],
    ['notifications: [{ title: Raise }]', ['error KEY_MISSING 8:31 An expected notification has no `step`. → step: …']],
    ['outputs: [change]', ['error TYPE_MISMATCH 8:24 `outputs` is a list.']],
    ['outputs: change', ['error TYPE_MISMATCH 8:24 `outputs` is a text.']],
    ['outcome: good', ['error KEY_UNKNOWN 8:15 `expect` has no key `outcome`.']],
  ])('%s', async (text, findings) => {
    expect(await findingsOfTests(`${raiseTests}  - name: a\n    expect: { ${text} }\n`)).toEqual(findings);
  });
});
