import { describe, expect, it } from 'vitest';
import { compilePlaybook } from '../playbooks/compiler/index.ts';
import {
  executionEventTypeSchema,
  executionInputSchema,
  executionModeSchema,
  executionStatusSchema,
  finalStatuses,
  stepStatusSchema,
} from './execution.ts';

const id = '00000000-0000-4000-8000-000000000001';
const { plan, digest } = compilePlaybook('id: a_v1\nname: A\nsteps: [{ id: end, stop: completed }]\n', {
  file: 'a.yaml',
  actions: [],
});
const input = {
  execution_id: id,
  tenant_id: id,
  plan,
  playbook_digest: digest,
  inputs: { days: 7, ids: ['1'], note: null },
  context: { cpa: 12.5, status: 'active', protected: false, frequency: null },
  entity: { type: 'campaign', id: '120240001010', name: 'Spring Sale' },
  mode: 'live',
  requested_by: { user_id: id, email: 'ana@lumen.example', api_key_id: null },
  excluded_user_ids: [id],
};

describe('what an execution starts with', () => {
  it('travels by value, the plan included', () => {
    expect(executionInputSchema.parse(JSON.parse(JSON.stringify(input)))).toEqual(input);
    expect(executionInputSchema.parse({ ...input, entity: null, excluded_user_ids: [] }).entity).toBeNull();
  });

  it.each([
    ['a tenant that is no id', { tenant_id: 'lumen' }],
    ['no plan', { plan: null }],
    ['a feature that is a list', { context: { cpa: [1] } }],
    ['a feature that is no number', { context: { cpa: Number.NaN } }],
    ['an input that JSON cannot carry', { inputs: { at: new Date(0) } }],
    ['a mode that is none', { mode: 'test' }],
    ['nobody who asked', { requested_by: null }],
    ['a key that is no id', { requested_by: { ...input.requested_by, api_key_id: 'k' } }],
    ['an id as a number', { entity: { type: 'campaign', id: 1, name: 'x' } }],
    ['somebody shut out who is no id', { excluded_user_ids: ['ana'] }],
  ])('%s is refused', (_, part) => {
    expect(executionInputSchema.safeParse({ ...input, ...part }).success).toBe(false);
  });
});

describe('how an execution stands', () => {
  it('is final or goes on, and nothing that waits is final', () => {
    const going = executionStatusSchema.options.filter((status) => !finalStatuses.includes(status));
    expect(going).toEqual(['queued', 'running', 'paused', 'waiting_for_approval', 'waiting']);
    expect(finalStatuses.every((status) => executionStatusSchema.options.includes(status))).toBe(true);
    expect(new Set(finalStatuses).size).toBe(finalStatuses.length);
  });

  it('live is the only mode that writes, and a step is skipped or completed, never both', () => {
    expect(executionModeSchema.options).toEqual(['live', 'shadow', 'dry_run']);
    expect(stepStatusSchema.options).toEqual(['running', 'waiting_for_approval', 'completed', 'skipped', 'failed']);
  });

  it('an event says what it is about and what happened to it', () => {
    for (const type of executionEventTypeSchema.options)
      expect(type).toMatch(/^(execution|step|approval|change)\.[a-z_]+$/);
    expect(executionEventTypeSchema.safeParse('step.exploded').success).toBe(false);
  });
});
