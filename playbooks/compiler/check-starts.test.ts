import { describe, expect, it } from 'vitest';
import { compileTop, told } from '../../tests/playbooks/compile-text.ts';

describe('a required input of a playbook that the clock starts', () => {
  it.each([
    [
      'inputs: { a: string }',
      [
        'error INPUT_UNFILLED 5:11-12 The input a is required, and nobody fills it when the schedule starts this playbook. → a: { type: string, default: … }',
      ],
    ],
    [
      'inputs: { a: { type: number, required: true } }',
      [
        'error INPUT_UNFILLED 5:11-12 The input a is required, and nobody fills it when the schedule starts this playbook. → a: { type: number, default: … }',
      ],
    ],
    [
      'inputs: { a: string, b: integer }',
      [
        'error INPUT_UNFILLED 5:11-12 The input a is required, and nobody fills it when the schedule starts this playbook. → a: { type: string, default: … }',
        'error INPUT_UNFILLED 5:22-23 The input b is required, and nobody fills it when the schedule starts this playbook. → b: { type: integer, default: … }',
      ],
    ],
    [
      `scope: account\ninputs: { campaign_id: string }`,
      [
        'error INPUT_UNFILLED 6:11-22 The input campaign_id is required, and nobody fills it when the schedule starts this playbook. → campaign_id: { type: string, default: … }',
      ],
    ],
    [
      `scope: none\ninputs: { none_id: string }`,
      [
        'error INPUT_UNFILLED 6:11-18 The input none_id is required, and nobody fills it when the schedule starts this playbook. → none_id: { type: string, default: … }',
      ],
    ],
    [
      `scope: none\ninputs: { campaign_id: string }`,
      [
        'error INPUT_UNFILLED 6:11-22 The input campaign_id is required, and nobody fills it when the schedule starts this playbook. → campaign_id: { type: string, default: … }',
      ],
    ],
    [
      'inputs: { Campaign_id: string }',
      [
        'error INPUT_UNFILLED 5:11-22 The input Campaign_id is required, and nobody fills it when the schedule starts this playbook. → Campaign_id: { type: string, default: … }',
      ],
    ],
    [
      `inputs:\n  # who pays\n  payer: { type: string, description: who pays }`,
      [
        'error INPUT_UNFILLED 7:3-8 The input payer is required, and nobody fills it when the schedule starts this playbook. → payer: { type: string, default: … }',
      ],
    ],
  ])('%s', (text, findings) => {
    expect(told(compileTop(`schedule: '@daily'\n${text}`).diagnostics)).toEqual(findings);
  });

  it.each([
    'inputs: { campaign_id: string }',
    'inputs: { campaign_id: { type: string, required: true } }',
    `scope: account\ninputs: { account_id: string }`,
    `scope: brand\ninputs: { brand_id: string }`,
    `scope: lead\ninputs: { lead_id: string }`,
    `scope: audience\ninputs: { audience_id: string }`,
    'inputs: { a: { type: string, required: false } }',
    'inputs: { a: { type: string, default: x } }',
    'inputs: { a: { type: string, required: true, default: x } }',
    'inputs: { a: { type: boolean, default: false } }',
    'inputs: { a: { type: integer, default: 0 } }',
    "inputs: { a: { type: string, default: '' } }",
    'inputs: { a: { type: list, default: [] } }',
    'inputs: {}',
    'inputs:',
  ])('%s: the start has it, or does without', (text) => {
    expect(told(compileTop(`schedule: '@daily'\n${text}`).diagnostics)).toEqual([]);
  });

  it.each([
    'inputs: { a: string }',
    `on: metric.anomaly\ninputs: { a: string }`,
    `when: context.cpa > 3\ninputs: { a: string }`,
  ])('%s: somebody else starts it, and fills the input', (text) => {
    expect(told(compileTop(text).diagnostics)).toEqual([]);
  });
});
