import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineAction } from '../../contracts/action.ts';
import type { ActionCall } from '../../contracts/activity-envelope.ts';
import { budgetChange } from '../../tests/harness/decision-rows.ts';
import { checkOutput, mostOutputBytes } from './check-output.ts';

const definition = (output: z.ZodType) =>
  defineAction({ agent: 'Agent', action: 'act', effect: 'read', summary: 'Acts', params: z.object({}), output });
const origin: ActionCall['origin'] = {
  ...{ tenant_id: 't', execution_id: 'e', playbook_id: 'p', step_id: 's', iteration: '', mode: 'live' },
  ...{
    requested_by: { user_id: 'u', email: 'e@example.com', api_key_id: null },
    campaign_id: null,
    idempotency_key: 'k',
  },
};
const run: ActionCall = { phase: 'run', origin, params: {} };
const check = (output: unknown, schema: z.ZodType = z.unknown()) => checkOutput(definition(schema), run, output);

describe('what a handler gives', () => {
  it('is handed on when it is what the action declares, without what it does not declare', () => {
    expect(check({ a: 1, b: 2 }, z.object({ a: z.number() }))).toEqual({ a: 1 });
  });

  it('is refused with the places at which it is not', () => {
    const schema = z.object({ rows: z.array(z.object({ cpa: z.number() })) });
    expect(() => check({ rows: [{ cpa: 1 }, { cpa: 'x' }] }, schema)).toThrow(
      expect.objectContaining({
        code: 'ACTION_OUTPUT_INVALID',
        details: { action_id: 'Agent.act', problems: [expect.objectContaining({ path: 'rows.1.cpa' })] },
      }),
    );
  });

  it('names at most twenty of its problems', () => {
    const rows = Array.from({ length: 100 }, () => 'x');
    try {
      check(rows, z.array(z.number()));
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ details: { problems: expect.objectContaining({ length: 20 }) } });
    }
  });

  it('is null when it is nothing', () => {
    expect(check(undefined)).toBeNull();
  });

  it('may be as large as the limit in bytes, not in characters, and no larger', () => {
    const text = 'x'.repeat(mostOutputBytes - 2);
    expect(check(text)).toBe(text);
    const larger = 'ü'.repeat(mostOutputBytes / 2);
    expect(() => check(larger)).toThrow(expect.objectContaining({ code: 'PAYLOAD_TOO_LARGE' }));
  });

  it.each(['\0', 'a\0b', '\ud800', 'x\udfff', '\ude00\ud83d'])(
    'is refused with a character nobody can store: %j',
    (text) => {
      for (const output of [text, { [text]: 1 }, [[text]]]) {
        expect(() => check(output)).toThrow(expect.objectContaining({ code: 'ACTION_OUTPUT_INVALID' }));
      }
    },
  );

  it.each(['😀', '\\u0000', 'a\\\\u0000', '\t\n', 'é'])('is taken with an unusual but harmless one: %j', (text) => {
    expect(check({ text })).toEqual({ text });
  });

  it.each([
    ['a large number', 1n],
    ['itself', circular()],
  ])('is refused when it cannot be written: %s', (_what, output) => {
    expect(() => check(output)).toThrow(expect.objectContaining({ code: 'ACTION_OUTPUT_INVALID' }));
  });

  it('is a plan while planning and a receipt after applying, whatever the action declares', () => {
    const change_set = budgetChange('100');
    const plan: ActionCall = { phase: 'plan', origin, params: {} };
    const grant = { kind: 'policy', rule: 'small' } as const;
    const apply: ActionCall = { phase: 'apply', origin, params: {}, change_set, plan_digest: 'd', grant };
    const applied = { applied: false, change_set: null, change_set_id: null, receipts: [] };
    expect(checkOutput(definition(z.never()), apply, applied)).toEqual(applied);
    expect(() => checkOutput(definition(z.unknown()), plan, applied)).toThrow(/change_set/);
    expect(() => checkOutput(definition(z.unknown()), apply, { applied: 'yes' })).toThrow(/applied/);
  });
});

function circular(): object {
  const value: Record<string, unknown> = {};
  value.self = value;
  return value;
}
