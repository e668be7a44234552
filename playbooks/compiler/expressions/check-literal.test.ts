import { describe, expect, it } from 'vitest';
import { compileStepsOf, told } from '../../../tests/playbooks/compile-text.ts';

describe('a parameter whose value cannot be what the action declares', () => {
  it.each([
    [
      'agent: HealthAgent, action: collect_metrics, params: { campaign_id: 120, days: 7 }',
      ["error PARAM_TYPE 4:82-85 campaign_id is the number 120. → '120'"],
    ],
    [
      'agent: HealthAgent, action: collect_metrics, params: { campaign_id: c, days: 0 }',
      ['error PARAM_TYPE 4:91-92 days is too small.'],
    ],
    [
      'agent: HealthAgent, action: collect_metrics, params: { campaign_id: c, days: 91 }',
      ['error PARAM_TYPE 4:91-93 days is too large.'],
    ],
    [
      'agent: HealthAgent, action: collect_metrics, params: { campaign_id: c, days: 1.5 }',
      ['error PARAM_TYPE 4:91-94 days is the number 1.5.'],
    ],
    [
      "agent: HealthAgent, action: collect_metrics, params: { campaign_id: c, days: '7' }",
      ['error PARAM_TYPE 4:91-94 days is a text. → 7'],
    ],
    [
      'agent: HealthAgent, action: collect_metrics, params: { campaign_id: c, days: seven }',
      ['error PARAM_TYPE 4:91-96 days is a text.'],
    ],
    [
      'agent: HealthAgent, action: collect_metrics, params: { campaign_id: c, days: "{{ context.cpa }}" }',
      ['error PARAM_TYPE 4:91-110 days is a number. → Use round(…), floor(…) or int(…).'],
    ],
    [
      'agent: HealthAgent, action: collect_metrics, params: { campaign_id: c, days: "{{ context.status }}" }',
      ['error PARAM_TYPE 4:91-113 days is a text.'],
    ],
    [
      'agent: HealthAgent, action: diagnose, params: { rows: [{ dt: x }] }',
      ['error PARAM_TYPE 4:69-78 rows[0] has no cpa.'],
    ],
    [
      'agent: HealthAgent, action: diagnose, params: { rows: [{ dt: x, cpa: 1 }, { dt: 3, cpa: 1 }] }',
      ["error PARAM_TYPE 4:94-95 rows[1].dt is the number 3. → '3'"],
    ],
    [
      'agent: HealthAgent, action: diagnose, params: { rows: [{ dt: x, cpa: one }] }',
      ['error PARAM_TYPE 4:83-86 rows[0].cpa is a text.'],
    ],
    [
      "agent: HealthAgent, action: diagnose, params: { rows: [{ dt: '{{ now }}', cpa: '{{ context.status }}' }] }",
      ['error PARAM_TYPE 4:93-115 rows[0].cpa is a text.'],
    ],
  ])('%s', (text, findings) => {
    expect(told(compileStepsOf(`  - { id: a, ${text} }`).diagnostics)).toEqual(findings);
  });
});
