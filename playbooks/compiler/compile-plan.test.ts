import { describe, expect, it } from 'vitest';
import { told } from '../../tests/playbooks/compile-text.ts';
import { testDefinitions } from '../../tests/playbooks/definitions.ts';
import { compilePlaybook } from './index.ts';

const options = { file: 'a.yaml', actions: testDefinitions };

describe('a playbook that lacks what every playbook has', () => {
  it.each([
    [`id: a_v1\nsteps: [{ id: a, wait: 1h }]`, ['error KEY_MISSING 1:1-2 The playbook has no `name`. → name: …']],
    [`name: A\nsteps: [{ id: a, wait: 1h }]`, ['error KEY_MISSING 1:1-2 The playbook has no `id`. → id: …']],
    [`id: a_v1\nname: A`, ['error KEY_MISSING 1:1-2 The playbook has no `steps`. → steps: …']],
    [
      '{}',
      [
        'error KEY_MISSING 1:1-2 The playbook has no `id`. → id: …',
        'error KEY_MISSING 1:1-2 The playbook has no `name`. → name: …',
        'error KEY_MISSING 1:1-2 The playbook has no `steps`. → steps: …',
      ],
    ],
    [`id: a_v1\nname: A\nsteps:`, ['error TYPE_MISMATCH 3:7-8 `steps` is empty.']],
    [`id: a_v1\nname: A\nsteps: []`, ['error VALUE_INVALID 3:8-10 `steps` has no steps.']],
    [`id: a_v1\nname: A\nsteps: {}`, ['error TYPE_MISMATCH 3:8-10 `steps` is a map.']],
    [`id: a_v1\nname: A\nsteps: [wait]`, ['error TYPE_MISMATCH 3:9-13 A step is a text.']],
    [`id: a_v1\nname: A\nsteps: [{ wait: 1h }]`, ['error KEY_MISSING 3:9-10 The step has no `id`. → id: …']],
    [
      `id: a_v1\nname: A\nsteps: [{ id: a }]`,
      [
        'error STEP_KIND 3:9-10 The step does not say what to do. → Add one of these keys, such as `agent` with `action`.',
      ],
    ],
    [
      `id: a_v1\nname: A\nsteps: [{}]`,
      [
        'error STEP_KIND 3:9-10 The step does not say what to do. → Add one of these keys, such as `agent` with `action`.',
      ],
    ],
    [
      '- id: a_v1',
      [
        'error KEY_MISSING 1:1-2 The playbook has no `name`. → name: …',
        'error KEY_MISSING 1:1-2 The playbook has no `steps`. → steps: …',
        'error TYPE_MISMATCH 1:1-11 A playbook is a list. → Leave out the dash: there is one of it, not a list.',
      ],
    ],
    ['just words', ['error TYPE_MISMATCH 1:1-11 A playbook is a text.']],
    ['42', ['error TYPE_MISMATCH 1:1-3 A playbook is a number.']],
    [
      `id: A-b\nname: A\nsteps: [{ id: a, wait: 1h }]`,
      [
        'error ID_INVALID 1:5-8 `id` may only have the letters a–z, digits and _, and must not start with a digit. → A_b',
      ],
    ],
    [
      `id: 7\nname: 8\nsteps: [{ id: 9, wait: 1h }]`,
      [
        "error TYPE_MISMATCH 1:5-6 `id` is a number. → '7'",
        "error TYPE_MISMATCH 2:7-8 `name` is a number. → '8'",
        "error TYPE_MISMATCH 3:15-16 `id` is a number. → '9'",
      ],
    ],
    [
      `id: 1a\nname: A\nsteps: [{ id: a b, wait: 1h }]`,
      [
        'error ID_INVALID 1:5-7 `id` may only have the letters a–z, digits and _, and must not start with a digit. → _1a',
        'error ID_INVALID 3:15-18 `id` may only have the letters a–z, digits and _, and must not start with a digit. → a_b',
      ],
    ],
    [
      `id: сheck_v1\nname: A\nsteps: [{ id: a, wait: 1h }]`,
      [
        'error ID_INVALID 1:5-13 `id` may only have the letters a–z, digits and _, and must not start with a digit; с only looks like c (U+0441). → check_v1',
      ],
    ],
  ])('%s', (text, findings) => {
    expect(told(compilePlaybook(text, options).diagnostics)).toEqual(findings);
  });
});
