import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TenantTransaction, withTenant } from '../../db/connect.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { recordReports } from './record-reports.ts';
import type { Report, StepNews } from './report.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const key = () => ({ tenant_id: tenant.tenant_id, execution_id: tenant.execution_id });
const step = (named: string, more: Partial<StepNews> = {}): Report => {
  const [step_id = '', iteration = ''] = named.split('/');
  return {
    about: 'step',
    news: {
      ...{ ...key(), step_id, iteration, kind: 'set', summary: step_id, line: 4, status: 'completed' },
      ...{ output: null, error: null, at_ms: 1_000 },
      ...more,
    },
  };
};
const waiting = (on: boolean): Report => ({ about: 'waiting', news: { ...key(), step_id: 'rest', waiting: on } });
const started = (): Report => ({ about: 'started', news: { ...key(), run_id: 'r1', continued: false, at_ms: 1_000 } });
const ended = (): Report => ({
  about: 'finished',
  news: { ...key(), status: 'completed', result: null, outputs: {}, error: null, at_ms: 2_000 },
});

/** Records reports and gives what the statements were about, in their order, with the events. */
async function recorded(reports: readonly Report[]) {
  const touched: string[] = [];
  const events = await withTenant(database.app, tenant.tenant_id, async (tx) => {
    const watched = new Proxy(tx, {
      get: (target: TenantTransaction, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]) => {
          if (name === 'execute') touched.push(tableIn(args[0]));
          if (name === 'update' || name === 'insert') touched.push(String(name));
          return Reflect.apply(member, target, args);
        };
      },
    });
    return recordReports(watched, tenant.execution_id, reports);
  });
  return { touched, events: events.map(({ type }) => type) };
}
function tableIn(statement: unknown): string {
  const text = JSON.stringify(statement, (name, value: unknown) => (name === 'table' ? undefined : value)) ?? '';
  return text.includes('pg_notify') ? 'events' : text.includes('jsonb_to_recordset') ? 'steps' : 'other';
}
const rows = async () => {
  const found = await withTenant(database.app, tenant.tenant_id, (tx) =>
    tx.execute(sql`select step_id, iteration, status from step_runs order by step_id, iteration`),
  );
  return [...found].map(({ step_id, iteration, status }) => `${step_id}/${iteration} ${status}`);
};

describe('reports that are written together', () => {
  it('steps that follow each other are one statement and all their events another, however many rounds a loop has', async () => {
    const reports = Array.from({ length: 60 }, (_, round) => step(`s/${round}`));
    const { touched, events } = await recorded(reports);
    expect(touched).toEqual(['steps', 'events']);
    expect(events).toHaveLength(60);
    expect(await rows()).toHaveLength(60);
  });

  it('a step that is told twice is two statements, and the later word stands', async () => {
    const { touched, events } = await recorded([step('a', { status: 'running' }), step('b'), step('a')]);
    expect(touched).toEqual(['steps', 'steps', 'events']);
    expect(events).toEqual(['step.started', 'step.completed', 'step.completed']);
    expect(await rows()).toEqual(['a/ completed', 'b/ completed']);
  });

  it('what is no step stands between the steps where it came, and the stream comes after every row', async () => {
    const { touched, events } = await recorded([step('a'), waiting(true), waiting(false), step('b'), step('c')]);
    expect(touched).toEqual(['steps', 'update', 'update', 'steps', 'events']);
    expect(events).toEqual([
      ...['step.completed', 'execution.status_changed', 'execution.status_changed'],
      ...['step.completed', 'step.completed'],
    ]);
  });

  it('what the end brings along comes after the stream', async () => {
    const { touched, events } = await recorded([started(), step('a'), ended()]);
    expect(events).toEqual(['execution.started', 'step.completed', 'execution.finished']);
    const stream = touched.indexOf('events');
    expect(touched.slice(0, stream).filter((each) => each === 'steps')).toHaveLength(1);
    expect(touched.slice(stream + 1)).not.toContain('steps');
    expect(touched.length).toBeGreaterThan(stream + 1);
  });

  it('that were written before are no events and bring nothing along again', async () => {
    const reports = [started(), step('a'), ended()];
    await recorded(reports);
    const { touched, events } = await recorded(reports);
    expect(events).toEqual([]);
    expect(touched).not.toContain('events');
  });

  it('none at all is no statement', async () => {
    expect(await recorded([])).toEqual({ touched: [], events: [] });
  });
});

describe('a failed action', () => {
  const boom = { code: 'PLATFORM_TIMEOUT', message: 'No answer in time.', details: {} };
  it('is recorded by its attempts: the workflow adds no row and no event for it', async () => {
    const { events } = await recorded([step('call', { kind: 'action', status: 'failed', error: boom }), step('after')]);
    expect(events).toEqual(['step.completed']);
    expect(await rows()).toEqual(['after/ completed']);
  });

  it('closes the row that its attempts have left open, and no other', async () => {
    await recorded([step('call/0', { status: 'running' }), step('call/1', { status: 'running' })]);
    await recorded([step('call/1', { kind: 'action', status: 'failed', error: boom })]);
    expect(await rows()).toEqual(['call/0 running', 'call/1 failed']);
  });
});
