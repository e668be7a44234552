import { describe, expect, it } from 'vitest';
import { compileStepsOf, compileTop, told } from '../../tests/playbooks/compile-text.ts';

describe('a key that nobody knows here', () => {
  it.each([
    ['Name: x', ['error KEY_UNKNOWN 4:1-5 A playbook has no key `Name`. → name']],
    ['ID: x', ['error KEY_UNKNOWN 4:1-3 A playbook has no key `ID`. → id']],
    ['guard_rails: {}', ['error KEY_UNKNOWN 4:1-12 A playbook has no key `guard_rails`. → guardrails']],
    ['guardRails: {}', ['error KEY_UNKNOWN 4:1-11 A playbook has no key `guardRails`. → guardrails']],
    [
      'on_error: []',
      [
        'error KEY_UNKNOWN 4:1-9 A playbook has no key `on_error`. → on_failure',
        'error VALUE_INVALID 4:11-13 `on_failure` has no steps.',
      ],
    ],
    [
      'triggers: []',
      [
        'error KEY_UNKNOWN 4:1-9 A playbook has no key `triggers`. → on',
        'error VALUE_INVALID 4:11-13 `on` names no event. → on: [{ event: metric.anomaly }]',
      ],
    ],
    [
      'cron: x',
      [
        'error KEY_UNKNOWN 4:1-5 A playbook has no key `cron`. → schedule',
        'error CRON_INVALID 4:7-8 This is not a cron expression: it has 1 field instead of 5.',
      ],
    ],
    ['jobs: []', ['error KEY_UNKNOWN 4:1-5 A playbook has no key `jobs`. → steps']],
    [
      'version: 2',
      [
        'error KEY_UNKNOWN 4:1-8 A playbook has no key `version`. → Leave it out: a version is made whenever the playbook is deployed.',
      ],
    ],
    ['x-note: hi', ['error KEY_UNKNOWN 4:1-7 A playbook has no key `x-note`.']],
    ['approvals: {}', ['error KEY_UNKNOWN 4:1-10 A playbook has no key `approvals`. → approval']],
    ['time_out: 5m', ['error KEY_UNKNOWN 4:1-9 A playbook has no key `time_out`. → timeout']],
    ['timeouts: 5m', ['error KEY_UNKNOWN 4:1-9 A playbook has no key `timeouts`. → timeout']],
    [
      'platform: meta_ads',
      [
        'error KEY_UNKNOWN 4:1-9 A playbook has no key `platform`. → platforms',
        'error TYPE_MISMATCH 4:11-19 `platforms` is a text. → [meta_ads]',
      ],
    ],
    ['shedule: "@daily"', ['error KEY_UNKNOWN 4:1-8 A playbook has no key `shedule`. → schedule']],
    [
      'Schedule: "@dayly"',
      [
        'error KEY_UNKNOWN 4:1-9 A playbook has no key `Schedule`. → schedule',
        "error CRON_INVALID 4:12-18 This is not a cron expression: it has 1 field instead of 5. → '@daily'",
      ],
    ],
    [
      'inpts: { a: strng }',
      [
        'error KEY_UNKNOWN 4:1-6 A playbook has no key `inpts`. → inputs',
        'error VALUE_INVALID 4:13-18 The type of a may not be strng. → string',
      ],
    ],
    ['tasks: []', ['error KEY_UNKNOWN 4:1-6 A playbook has no key `tasks`. → steps']],
    ['retries: 3', ['error KEY_UNKNOWN 4:1-8 A playbook has no key `retries`.']],
    [
      'goto: x',
      [
        'error KEY_UNKNOWN 4:1-5 A playbook has no key `goto`. → Steps run in the order they stand; use `switch` for branches and `repeat` for loops.',
      ],
    ],
    [
      'concurency: { limit: 0 }',
      [
        'error KEY_UNKNOWN 4:1-11 A playbook has no key `concurency`. → concurrency',
        'error VALUE_INVALID 4:22-23 `limit` may not be 0.',
      ],
    ],
    [
      'outcomes: {}',
      [
        'error KEY_UNKNOWN 4:1-9 A playbook has no key `outcomes`. → outcome',
        'error KEY_MISSING 4:11-12 `outcome` has no `metric`. → metric: …',
        'error KEY_MISSING 4:11-12 `outcome` has no `direction`. → direction: …',
        'error KEY_MISSING 4:11-12 `outcome` has no `window`. → window: …',
      ],
    ],
    ['lables: {}', ['error KEY_UNKNOWN 4:1-7 A playbook has no key `lables`. → labels']],
    [
      'onfailure: []',
      [
        'error KEY_UNKNOWN 4:1-10 A playbook has no key `onfailure`. → on_failure',
        'error VALUE_INVALID 4:12-14 `on_failure` has no steps.',
      ],
    ],
    [
      'when_: context.cpaa > 3',
      [
        'error KEY_UNKNOWN 4:1-6 A playbook has no key `when_`. → when',
        'error FIELD_UNKNOWN 4:16-20 context has no field cpaa. → cpa',
      ],
    ],
    ['env: {}', ['error KEY_UNKNOWN 4:1-4 A playbook has no key `env`. → inputs']],
    ['constructor: 1', ['error KEY_UNKNOWN 4:1-12 A playbook has no key `constructor`.']],
    ['__proto__: 1', ['error KEY_UNKNOWN 4:1-10 A playbook has no key `__proto__`.']],
    ['hasOwnProperty: 1', ['error KEY_UNKNOWN 4:1-15 A playbook has no key `hasOwnProperty`.']],
  ])('%s', (text, findings) => {
    expect(told(compileTop(text).diagnostics)).toEqual(findings);
  });

  it.each([
    ['wait: 1h, retrys: 3', ['error KEY_UNKNOWN 4:24-30 The step has no key `retrys`.']],
    ['wait: 1h, if: context.cpa > 3', ['error KEY_UNKNOWN 4:24-26 The step has no key `if`. → condition']],
    ['set: { x: 1 }, outputs: y', ['error KEY_UNKNOWN 4:29-36 The step has no key `outputs`.']],
    [
      'set: { x: 1 }, condtion: contxt.cpa > 3',
      [
        'error KEY_UNKNOWN 4:29-37 The step has no key `condtion`. → condition',
        'error NAME_UNKNOWN 4:39-45 contxt is not known here. → context',
      ],
    ],
    ['sleep: 5s', ['error KEY_UNKNOWN 4:14-19 The step has no key `sleep`. → wait']],
    ['delay: 5s', ['error KEY_UNKNOWN 4:14-19 The step has no key `delay`. → wait']],
    ['uses: x', ['error KEY_UNKNOWN 4:14-18 The step has no key `uses`. → action']],
    ['run: x', ['error KEY_UNKNOWN 4:14-17 The step has no key `run`. → action']],
    [
      'stop: completed, next: b',
      [
        'error KEY_UNKNOWN 4:31-35 The step has no key `next`. → Steps run in the order they stand; use `switch` for branches and `repeat` for loops.',
      ],
    ],
    [
      'stop: completed, needs: b',
      [
        'error KEY_UNKNOWN 4:31-36 The step has no key `needs`. → Steps run in the order they stand; use `switch` for branches and `repeat` for loops.',
      ],
    ],
    [
      'stop: completed, depends_on: [b]',
      [
        'error KEY_UNKNOWN 4:31-41 The step has no key `depends_on`. → Steps run in the order they stand; use `switch` for branches and `repeat` for loops.',
      ],
    ],
    ['stop: completed, description: x', ['error KEY_UNKNOWN 4:31-42 The step has no key `description`.']],
    ['wait: 1h, with: {}', ['error KEY_UNKNOWN 4:24-28 The step has no key `with`. → wait']],
    [
      'agent: NotifyAgent, action: tell, with: { text: x }',
      ['error KEY_UNKNOWN 4:48-52 The step has no key `with`. → params'],
    ],
    [
      'agent: NotifyAgent, action: tell, parameters: { text: 3 }',
      [
        'error KEY_UNKNOWN 4:48-58 The step has no key `parameters`. → params',
        "error PARAM_TYPE 4:68-69 text is the number 3. → '3'",
      ],
    ],
    [
      'agent: NotifyAgent, action: tell, param: { text: x }',
      ['error KEY_UNKNOWN 4:48-53 The step has no key `param`. → params'],
    ],
    [
      'agnt: NotifyAgent, action: tell, params: { text: x }',
      ['error KEY_UNKNOWN 4:14-18 The step has no key `agnt`. → agent'],
    ],
    [
      'agent: NotifyAgent, acton: tel, params: { text: x }',
      [
        'error KEY_UNKNOWN 4:34-39 The step has no key `acton`. → action',
        'error ACTION_UNKNOWN 4:41-44 NotifyAgent has no action tel. → tell',
      ],
    ],
    [
      'agent: NotifyAgent, action: tell, params: { text: x }, register: y',
      ['error KEY_UNKNOWN 4:69-77 The step has no key `register`. → output'],
    ],
    [
      'agent: NotifyAgent, action: tell, params: { text: x }, continue_on_error: true',
      [
        'error KEY_UNKNOWN 4:69-86 The step has no key `continue_on_error`. → on_error',
        'error VALUE_INVALID 4:88-92 `on_error` may not be true.',
      ],
    ],
    [
      'agent: NotifyAgent, action: tell, params: { text: x }, retries: 3',
      ['error KEY_UNKNOWN 4:69-76 The step has no key `retries`. → retry'],
    ],
    [
      'agent: NotifyAgent, action: tell, params: { text: x }, timeout_minutes: 3',
      [
        'error KEY_UNKNOWN 4:69-84 The step has no key `timeout_minutes`. → timeout',
        'error DURATION_INVALID 4:86-87 `timeout` is not a duration: 3.',
      ],
    ],
  ])('%s', (text, findings) => {
    expect(told(compileStepsOf(`  - { id: a, ${text} }`).diagnostics)).toEqual(findings);
  });
});
