import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';

/** Columns that the app may change in tables where the rest is fixed at birth. */
const changeable: Readonly<Record<string, readonly string[]>> = {
  ad_accounts: ['credential_ciphertext', 'currency', 'name', 'platform_settings', 'timezone'],
  api_keys: ['last_used_at'],
  approval_snoozes: ['condition', 'created_at', 'until', 'woken_at', 'woken_because'],
  approvals: ['decided_at', 'eligible', 'escalation_level', 'expires_at', 'frozen_at', 'status', 'undo_until'],
  approver_groups: ['name'],
  autonomy_grants: ['ended_at', 'ended_by_email', 'ended_reason'],
  change_sets: ['state'],
  channel_identities: ['external_id'],
  decision_links: ['used_at'],
  decisions: ['ignored_code', 'settled_at', 'status'],
  deliveries: ['attempts', 'external_ref', 'last_error', 'sent_at', 'status'],
  failure_groups: ['assigned_to', 'note', 'resolved_at', 'updated_at', 'updated_by'],
  llm_batches: ['ended_at', 'items', 'status', 'vendor_batch_id'],
  money_caps: ['decided_at', 'decided_by', 'decided_by_email', 'effective_at', 'ended_at', 'rejected_at'],
  notifications: ['read_at'],
  pauses: ['resumed_at', 'resumed_by', 'resumed_by_email'],
  playbooks: ['active_version_id', 'name', 'retired_at', 'slug'],
  receipts: ['undone_by_execution_id'],
  recommendation_feedback: ['taken_up_at', 'taken_up_in'],
  webhooks: ['last_received_at', 'revoked_at', 'secret_ciphertext'],
  write_intents: [
    ...['applied_at', 'armed_at', 'fence', 'last_error', 'live_read_at', 'live_value', 'platform_request_id'],
    ...['resolution', 'resolution_reason', 'resolved_at', 'resolved_by_email', 'state', 'verified_at'],
  ],
};
const appendOnly = [
  'approval_delegations',
  'audit_log',
  'calibrations',
  'competitor_observations',
  'domain_events',
  'evaluation_results',
  'evaluation_runs',
  'execution_events',
  'fx_rates',
  'llm_calls',
  'llm_traces',
  'metric_imports',
  'metric_sightings',
  'outbox',
  'payload_blobs',
  'playbook_versions',
  'prompt_versions',
  'revoked_tokens',
  'site_checks',
  'trigger_evaluations',
];
const deletable = [
  'approval_snoozes',
  'approver_group_members',
  'audiences',
  'calendar_events',
  'channel_identities',
  'collector_cache',
  'idempotency_keys',
  'llm_answers',
  'llm_traces',
  'reach_windows',
  'revoked_tokens',
  'sync_days',
];
const readOnly = ['brands', 'memberships', 'tenants', 'users'];

describe('the privileges of the app', () => {
  let database: TestDatabase;
  let tenant: TenantRows;

  beforeAll(async () => {
    database = await createTestDatabase();
    tenant = await insertTenantRows(database.owner);
  });
  afterAll(() => database.drop());

  const tablesWith = async (privilege: string) => {
    const rows = await database.owner.sql<{ name: string }[]>`
      select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'v')
        and has_table_privilege('mbi_app', oid, ${privilege}) order by relname`;
    return rows.map((row) => row.name);
  };

  it('come from a role that is no superuser, bypasses nothing and owns nothing', async () => {
    const [role] = await database.owner.sql`select * from pg_roles where rolname = 'mbi_app'`;
    expect(role).toMatchObject({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
      rolcanlogin: true,
    });
    const owned = await database.owner.sql`
      select relname from pg_class where relowner = 'mbi_app'::regrole
      union all select proname from pg_proc where proowner = 'mbi_app'::regrole
      union all select nspname from pg_namespace where nspowner = 'mbi_app'::regrole
      union all select datname from pg_database where datdba = 'mbi_app'::regrole`;
    expect([...owned]).toEqual([]);
    const memberOf = await database.owner.sql`select 1 from pg_auth_members where member = 'mbi_app'::regrole`;
    expect(memberOf.length).toBe(0);
  });

  it('let it delete what people take back and idempotency keys, and truncate nothing', async () => {
    expect(await tablesWith('DELETE')).toEqual(deletable);
    expect(await tablesWith('TRUNCATE')).toEqual([]);
    expect(await tablesWith('REFERENCES')).toEqual([]);
    expect(await tablesWith('TRIGGER')).toEqual([]);
  });

  it('let it read everything its tenant has', async () => {
    const all = await database.owner.sql`
      select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v')`;
    expect((await tablesWith('SELECT')).length).toBe(all.length);
  });

  it('let it only add to what must not be rewritten, and change nothing of what others provision', async () => {
    const insertable = await tablesWith('INSERT');
    const updatable = await tablesWith('UPDATE');
    for (const name of appendOnly) expect({ name, insert: insertable.includes(name) }).toEqual({ name, insert: true });
    for (const name of [...appendOnly, ...Object.keys(changeable)]) {
      expect({ name, update: updatable.includes(name) }).toEqual({ name, update: false });
    }
    for (const name of readOnly) {
      expect({ name, insert: insertable.includes(name) }).toEqual({ name, insert: false });
      expect({ name, update: updatable.includes(name) }).toEqual({ name, update: false });
    }
  });

  it('let it change a few named columns where the rest is fixed', async () => {
    const rows = await database.owner.sql<{ name: string; columns: string[] }[]>`
      select c.relname as name, array_agg(a.attname::text order by a.attname) as columns
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
        and not has_table_privilege('mbi_app', c.oid, 'UPDATE') and has_column_privilege('mbi_app', c.oid, a.attnum, 'UPDATE')
      group by c.relname order by c.relname`;
    expect(Object.fromEntries(rows.map((row) => [row.name, row.columns]))).toEqual(changeable);
  });

  it.each([
    ['rewrite the audit log', "update audit_log set action = 'nothing'"],
    ['delete from the audit log', 'delete from audit_log'],
    ['truncate the audit log', 'truncate audit_log'],
    ['rewrite a playbook version', "update playbook_versions set source = ''"],
    ['delete a playbook version', 'delete from playbook_versions'],
    ['truncate playbook versions', 'truncate playbook_versions'],
    ['change what a decision was', "update decisions set decision = 'approve'"],
    ['change the plan that an approval is about', "update approvals set plan_digest = ''"],
    ['add a person', "insert into users (email, display_name, password_hash) values ('a', 'b', 'c')"],
    ['change a password', "update users set password_hash = ''"],
    ['raise a role', "update memberships set roles = array['admin']"],
    ['widen an API key', "update api_keys set scopes = array['actions:run']"],
    ['mark an outbox message as sent behind the relay’s back', 'update outbox set done_at = now()'],
    ['switch row-level security off', 'alter table campaigns disable row level security'],
    ['make a table', 'create table public.mine (id int)'],
    ['become the role that looks across tenants', 'set role mbi_definer'],
  ])('do not let it %s', async (_what, statement) => {
    const attempt = database.app.sql.begin(async (tx) => {
      await tx`select set_config('app.tenant_id', ${tenant.tenant_id}, true)`;
      await tx.unsafe(statement);
    });
    await expect(attempt).rejects.toMatchObject({ code: '42501' });
  });
});

describe('the privileges of the role that looks across tenants', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('end at reading who may come in and at moving outbox rows along', async () => {
    const rows = await database.owner.sql<{ privilege: string }[]>`
      select distinct table_name || ' ' || lower(privilege_type) as privilege
      from information_schema.column_privileges where grantee = 'mbi_definer' and table_schema = 'public' order by 1`;
    expect(rows.map((row) => row.privilege)).toEqual([
      'api_keys select',
      'executions select',
      'memberships select',
      'outbox select',
      'outbox update',
      'tenants select',
      'users select',
    ]);
    const [role] = await database.owner.sql`select * from pg_roles where rolname = 'mbi_definer'`;
    expect(role).toMatchObject({ rolcanlogin: false, rolsuper: false, rolbypassrls: false });
  });

  it('are reached only through functions with a fixed search path, which the app may call and the public may not', async () => {
    const functions = await database.owner.sql`
      select proname, proowner::regrole::text as owner, proconfig, has_function_privilege('mbi_app', oid, 'execute') as app,
        (select count(*)::int from aclexplode(proacl) where grantee = 0) as open
      from pg_proc where pronamespace = 'public'::regnamespace and prosecdef`;
    expect(functions.length).toBe(7);
    for (const each of functions) {
      expect(each).toMatchObject({
        owner: 'mbi_definer',
        proconfig: ['search_path=pg_catalog, public, pg_temp'],
        app: true,
        open: 0,
      });
    }
  });
});
