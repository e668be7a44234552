import { describe, expect, it } from 'vitest';
import { compileStepsOf, stepsIn, told } from '../../../tests/playbooks/compile-text.ts';

describe('an action step that cannot be', () => {
  it.each([
    ['agent: NotifyAgent', ['error KEY_MISSING 4:5-6 The step has no `action`. → action: …']],
    [
      'action: tell',
      [
        'error KEY_MISSING 4:5-6 The step has no `agent`. → agent: NotifyAgent, action: tell',
        'error PARAM_MISSING 4:22-26 NotifyAgent.tell needs the parameter text. → params: { text: … }',
      ],
    ],
    [
      'action: NotifyAgent.tell, params: { text: x }',
      ['error KEY_MISSING 4:5-6 The step has no `agent`. → agent: NotifyAgent, action: tell'],
    ],
    ['action: NotifyAgent.shout', ['error KEY_MISSING 4:5-6 The step has no `agent`. → agent: …']],
    [
      'agent: NotifyAgent, action: NotifyAgent.tel',
      ['error ACTION_UNKNOWN 4:42-57 NotifyAgent has no action NotifyAgent.tel. → tell'],
    ],
    ['agent: NotifAgent, action: tell', ['error AGENT_UNKNOWN 4:21-31 There is no agent NotifAgent. → NotifyAgent']],
    ['agent: Nobody, action: tell', ['error AGENT_UNKNOWN 4:21-27 There is no agent Nobody.']],
    ['agent: NotifyAgent, action: tel', ['error ACTION_UNKNOWN 4:42-45 NotifyAgent has no action tel. → tell']],
    ['agent: NotifyAgent, action: shout', ['error ACTION_UNKNOWN 4:42-47 NotifyAgent has no action shout.']],
    [
      'agent: notify_agent, action: tell',
      ['error AGENT_UNKNOWN 4:21-33 There is no agent notify_agent. → NotifyAgent'],
    ],
    ['agent: 7, action: tell', ["error TYPE_MISMATCH 4:21-22 `agent` is a number. → '7'"]],
    ['agent: NotifyAgent, action: true', ["error TYPE_MISMATCH 4:42-46 `action` is the boolean true. → 'true'"]],
    ['agent:, action: tell', ['error TYPE_MISMATCH 4:20-21 `agent` is empty.']],
    [
      'agent: NotifyAgent, action: tell',
      ['error PARAM_MISSING 4:42-46 NotifyAgent.tell needs the parameter text. → params: { text: … }'],
    ],
    [
      'agent: NotifyAgent, action: tell, params: {}',
      ['error PARAM_MISSING 4:42-46 NotifyAgent.tell needs the parameter text. → params: { text: … }'],
    ],
    ['agent: NotifyAgent, action: tell, params: [x]', ['error TYPE_MISMATCH 4:56-59 `params` is a list.']],
    ['agent: NotifyAgent, action: tell, params: text', ['error TYPE_MISMATCH 4:56-60 `params` is a text.']],
    [
      'agent: NotifyAgent, action: tell, params: { txt: x }',
      ['error PARAM_UNKNOWN 4:58-61 NotifyAgent.tell has no parameter txt. → text'],
    ],
    [
      'agent: NotifyAgent, action: tell, params: { text: x, extra: y }',
      ['error PARAM_UNKNOWN 4:67-72 NotifyAgent.tell has no parameter extra.'],
    ],
    ['agent: NotifyAgent, action: tell, params: { text: 3 }', ["error PARAM_TYPE 4:64-65 text is the number 3. → '3'"]],
    [
      'agent: NotifyAgent, action: tell, params: { text: true }',
      ["error PARAM_TYPE 4:64-68 text is the boolean true. → 'true'"],
    ],
    ['agent: NotifyAgent, action: tell, params: { text: }', ['error PARAM_TYPE 4:64-65 text is empty.']],
    ['agent: NotifyAgent, action: tell, params: { text: [x] }', ['error PARAM_TYPE 4:64-67 text is a list.']],
    [
      'agent: NotifyAgent, action: tell, params: { text: x, channel: sms }',
      ['error PARAM_TYPE 4:76-79 channel may not be sms.'],
    ],
    [
      'agent: NotifyAgent, action: tell, params: { text: x, channel: chatt }',
      ['error PARAM_TYPE 4:76-81 channel may not be chatt. → chat'],
    ],
    [
      'agent: NotifyAgent, action: tell, params: { text: x, channel: null }',
      ['error PARAM_TYPE 4:76-80 channel may not be empty.'],
    ],
    [
      'agent: NotifyAgent, action: tell, params: { text: "{{ context.cpa }}" }',
      ['error PARAM_TYPE 4:64-83 text is a number. → Use string(…).'],
    ],
    [
      'agent: NotifyAgent, action: tell, params: { text: "{{ context.cpaa }}" }',
      ['error FIELD_UNKNOWN 4:76-80 context has no field cpaa. → cpa'],
    ],
    [
      'agent: NotifyAgent, action: tell, params: { text: "CPA is {{ context.cpaa }}" }',
      ['error FIELD_UNKNOWN 4:83-87 context has no field cpaa. → cpa'],
    ],
    [
      'agent: NotifyAgent, action: tell, params: { text: "CPA is {{ context.cpa" }',
      ['error TEMPLATE_UNCLOSED 4:72-86 This {{ has no }} that closes it. → {{ context.cpa }}'],
    ],
    [
      'agent: NotifyAgent, action: tell, params: { text: "{{ }}" }',
      ['error EXPRESSION_SYNTAX 4:68-69 It is empty. → Write a CEL expression such as context.cpa > 50.'],
    ],
    [
      'agent: NotifyAgent, action: tell, params: { text: "{{ status == active }}" }',
      [
        'error PARAM_TYPE 4:64-88 text is true or false. → Use string(…).',
        'error NAME_UNKNOWN 4:68-74 status is not known here. → context.status',
        'error NAME_UNKNOWN 4:78-84 active is not known here.',
      ],
    ],
    [
      'agent: NotifyAgent, action: tell, params: { text: {{ context.status }} }',
      [
        "error TEMPLATE_UNQUOTED 4:64-84 A value that starts with {{ must stand in quotes, because YAML reads { as the start of a map. → '{{ context.status }}'",
      ],
    ],
    [
      'agent: NotifyAgent, action: tell, params: { text: x }, on_error: ignore',
      ['error VALUE_INVALID 4:79-85 `on_error` may not be ignore. → continue'],
    ],
    [
      'agent: NotifyAgent, action: tell, params: { text: x }, timeout: 30',
      ['error DURATION_INVALID 4:78-80 `timeout` is not a duration: 30.'],
    ],
    [
      'agent: NotifyAgent, action: tell, params: { text: x }, timeout: 0s',
      ['error DURATION_INVALID 4:78-80 `timeout` is too short.'],
    ],
    [
      'agent: NotifyAgent, action: tell, params: { text: x }, retry: 0',
      ['error VALUE_INVALID 4:76-77 `retry` may not be 0.'],
    ],
    [
      'agent: NotifyAgent, action: tell, params: { text: x }, retry: three',
      ['error TYPE_MISMATCH 4:76-81 `retry` is a text.'],
    ],
    [
      'agent: NotifyAgent, action: tell, params: { text: x }, output: 2nd',
      [
        'error ID_INVALID 4:77-80 `output` may only have the letters a–z, digits and _, and must not start with a digit. → _2nd',
      ],
    ],
    [
      'agent: NotifyAgent, action: tell, params: { text: x }, output: context',
      ['error NAME_RESERVED 4:77-84 context belongs to the language and cannot be set. → context_value'],
    ],
    [
      'agent: NotifyAgent, action: tell, params: { text: x }, output: [a]',
      ['error TYPE_MISMATCH 4:77-80 `output` is a list.'],
    ],
    [
      'agent: NotifyAgent, action: tell, params: { text: x }, approval: { editable: [txt], on_timeout: reject }',
      ['error PARAM_UNKNOWN 4:92-95 txt is not a parameter of this action. → text'],
    ],
    [
      'agent: NotifyAgent, action: tell, params: { text: x }, wait: 1h',
      [
        'error STEP_KIND 4:69-73 A step does one thing, but this has both `action` and `wait`. → Move `wait` into a step of its own.',
      ],
    ],
    [
      'agent: NotifyAgent, action: tell, params: { text: x }, stop: completed',
      [
        'error STEP_KIND 4:69-73 A step does one thing, but this has both `action` and `stop`. → Move `stop` into a step of its own.',
      ],
    ],
  ])('%s', (text, findings) => {
    expect(told(compileStepsOf(`  - { id: a, ${text} }`).diagnostics)).toEqual(findings);
  });
});

describe('an action step that is right', () => {
  it.each([
    'agent: NotifyAgent, action: tell, params: { text: x }',
    "agent: NotifyAgent, action: tell, params: { text: '3' }",
    'agent: NotifyAgent, action: tell, params: { text: x, channel: chat }',
    'agent: NotifyAgent, action: tell, params: { text: x, about: null }',
    'agent: NotifyAgent, action: tell, params: { text: "CPA is {{ context.cpa }} now" }',
    'agent: NotifyAgent, action: tell, params: { text: "{{ string(context.cpa) }}" }',
    'agent: NotifyAgent, action: tell, params: { text: "{{ now }}" }',
    'agent: NotifyAgent, action: tell, params: { text: "a }} b" }',
    'agent: NotifyAgent, action: tell, params: { text: "{ not read }" }',
    `agent: NotifyAgent, action: tell, params: { text: "{{ '}}' }}" }`,
    'agent: HealthAgent, action: collect_metrics, params: { campaign_id: c }',
    'agent: HealthAgent, action: collect_metrics, params: { campaign_id: "120", days: 90 }',
    'agent: HealthAgent, action: collect_metrics, params: { campaign_id: c, days: "{{ context.clicks }}" }',
    'agent: HealthAgent, action: collect_metrics, params: { campaign_id: c, days: "{{ int(context.cpa) }}" }',
    'agent: HealthAgent, action: diagnose, params: { rows: [] }',
    'agent: HealthAgent, action: diagnose, params: { rows: [{ dt: x, cpa: null }] }',
    'agent: NotifyAgent, action: tell, params: { text: x }, on_error: continue',
    'agent: NotifyAgent, action: tell, params: { text: x }, timeout: 90s, retry: 1',
    'action: tell, agent: NotifyAgent, params: { text: x }, output: told_1',
  ])('%s: nothing is wrong', (text) => {
    expect(told(compileStepsOf(`  - { id: a, ${text} }`).diagnostics)).toEqual([]);
  });

  it('has every default of its action, and what the step says over it', () => {
    const [plain, said] = stepsIn(`
  - { id: plain, agent: HealthAgent, action: collect_metrics, params: { campaign_id: c } }
  - id: said
    name: Look closer
    agent: HealthAgent
    action: collect_metrics
    condition: context.cpa > 3
    params: { campaign_id: '{{ entity.id }}', days: 7 }
    output: metrics
    retry: { max_attempts: 2, initial_interval: 4s, max_interval: 8s, non_retryable: [PLATFORM_REFUSED] }
    timeout: 45s
    on_error: continue`);
    expect(plain).toMatchObject({
      ...{ kind: 'action', action_id: 'HealthAgent.collect_metrics', effect: 'read', name: null, condition: null },
      ...{ params: { campaign_id: { kind: 'literal', value: 'c' } }, output: null, approval: null, on_error: 'fail' },
    });
    expect(said).toMatchObject({
      ...{ id: 'said', line: 6, name: 'Look closer', condition: { source: 'context.cpa > 3', line: 10 } },
      params: {
        campaign_id: { kind: 'expression', expression: { source: 'entity.id', line: 11 } },
        days: { kind: 'literal', value: 7 },
      },
      retry: { max_attempts: 2, initial_interval_seconds: 4, max_interval_seconds: 8 },
      ...{ output: 'metrics', timeout_seconds: 45, on_error: 'continue' },
    });
  });
});
