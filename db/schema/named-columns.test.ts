import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';

const rowsSchema = z.array(z.object({ column_name: z.string(), type: z.string(), nullable: z.boolean() }));
const [filled, open] = [false, true];
type Column = readonly [type: string, nullable: boolean];
const moment: Column = ['timestamp(3) with time zone', filled];
const laterMoment: Column = ['timestamp(3) with time zone', open];
const label = (length: number, nullable = open): Column => [`character varying(${length})`, nullable];
const text: Column = ['text', open];
const said: Column = ['text', filled];
const json: Column = ['jsonb', open];

/** The columns that dashboards, exports and the evaluation read by name; others may stand beside them. */
const named: Readonly<Record<string, Readonly<Record<string, Column>>>> = {
  campaigns: {
    ...{ id: ['uuid', filled], campaign_id: label(255, filled), campaign_name: label(500, filled) },
    ...{ platform: label(50, filled), industry: label(100), keywords: ['text[]', filled] },
    ...{ created_at: moment, updated_at: moment, rollout_stage: text, autonomy: text, protected: ['boolean', filled] },
  },
  recommendations: {
    ...{ id: ['uuid', filled], campaign_id: label(255, filled), context: ['jsonb', filled] },
    ...{ recommended_workflow: label(100, filled), specific_action: said, reasoning: said, signal_analysis: said },
    ...{ root_cause: said, expected_impact: text, risk_level: label(20), risk_factors: json },
    ...{ alternative_actions: json, success_metrics: json, confidence: ['double precision', filled] },
    ...{ confidence_reasoning: text, human_decision: label(100), decided_by: label(255), decided_at: laterMoment },
    ...{ decision_feedback: text, outcome_metrics: json, outcome_recorded_at: laterMoment },
    ...{ model_version: label(50), prompt_version: label(50), generated_at: moment, created_at: moment },
    ...{ human_workflow: label(100), human_reasoning: text, feedback_category: label(50) },
    ...{ flagged_for_review: ['boolean', filled], mode: label(20, filled), action: ['jsonb', filled] },
    ...{ validation_passed: ['boolean', open], degraded: ['boolean', filled] },
  },
  evaluation_runs: {
    ...{ id: ['uuid', filled], run_type: label(50, filled), dataset_version: label(50), prompt_version: label(50) },
    ...{ model_version: label(50), total_examples: ['integer', filled], passed_examples: ['integer', filled] },
    ...{ metrics: ['jsonb', filled], triggered_by: label(100, filled), git_commit: label(40), run_at: moment },
  },
  agent_executions: {
    ...{ id: ['uuid', filled], recommendation_id: ['uuid', open], workflow_state: ['jsonb', filled] },
    ...{ execution_path: ['text[]', filled], node_outputs: ['jsonb', filled], total_duration_ms: ['integer', open] },
    ...{ llm_calls_count: ['integer', filled], total_tokens: ['integer', filled] },
    ...{ total_cost_usd: ['numeric(10,6)', filled], status: label(20, filled), error_message: text },
    ...{ executed_at: moment, workflow_id: text, run_id: text },
  },
  collector_health: {
    ...{ id: ['uuid', filled], collector_name: label(100, filled), status: label(20, filled), last_check: moment },
    ...{ error_message: text, response_time_ms: ['integer', open] },
  },
};

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function columnsOf(table: string): Promise<Map<string, Column>> {
  const rows = await database.owner.sql`
    select c.column_name, c.is_nullable = 'YES' as nullable, format_type(a.atttypid, a.atttypmod) as type
    from information_schema.columns c
    join pg_attribute a on a.attrelid = format('%I.%I', c.table_schema, c.table_name)::regclass
      and a.attname = c.column_name
    where c.table_schema = 'public' and c.table_name = ${table}`;
  return new Map(rowsSchema.parse([...rows]).map((row) => [row.column_name, [row.type, row.nullable]]));
}

describe.each(Object.entries(named))('%s', (table, wanted) => {
  it('has every column that others read by name, with its type and whether it may be empty', async () => {
    const held = await columnsOf(table);
    const found = Object.fromEntries(Object.keys(wanted).map((name) => [name, held.get(name) ?? 'MISSING']));
    expect(found).toEqual(wanted);
  });

  it('belongs to a tenant in every row', async () => {
    expect((await columnsOf(table)).get('tenant_id')).toEqual(['uuid', false]);
  });
});

describe('recommendations are found fast and hold no nonsense', () => {
  it.each([
    ['by campaign', /\(tenant_id, campaign_id, created_at\)/],
    ['by decision', /\(tenant_id, human_decision/],
    ['by day', /\(tenant_id, created_at, id\)/],
    ['by what stands in their context', /using gin \(context\)/i],
  ])('%s', async (_name, index) => {
    const rows = await database.owner.sql`select indexdef from pg_indexes where tablename = 'recommendations'`;
    expect(rows.some((row) => index.test(String(row.indexdef)))).toBe(true);
  });

  it('with a confidence from 0 to 1 and nothing beyond, by a rule of the database', async () => {
    const rows = await database.owner.sql`
      select pg_get_constraintdef(oid) as rule from pg_constraint
      where conrelid = 'recommendations'::regclass and contype = 'c'`;
    const rules = rows.map((row) => String(row.rule)).join(' ');
    expect(rules).toMatch(/confidence >= .*0.*confidence <= .*1/);
  });
});
