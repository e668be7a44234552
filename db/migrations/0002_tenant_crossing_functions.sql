-- The few questions that cannot be asked inside one tenant. Each runs as mbi_definer, which may read exactly the tables
-- it needs and cannot log in. pg_temp stands last so that no temporary table can pose as one of ours.
create function find_login(wanted_email text)
returns table (user_id uuid, email text, display_name text, password_hash text, memberships jsonb)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select u.user_id, u.email, u.display_name, u.password_hash,
    coalesce(
      (select jsonb_agg(jsonb_build_object('tenant_id', m.tenant_id, 'tenant_name', t.name, 'roles', m.roles) order by t.name)
       from public.memberships m join public.tenants t on t.tenant_id = m.tenant_id
       where m.user_id = u.user_id),
      '[]'::jsonb)
  from public.users u where u.email = lower(wanted_email)
$$;
--> statement-breakpoint
create function find_api_key(wanted_hash text)
returns table (api_key_id uuid, tenant_id uuid, user_id uuid, email text, roles text[], scopes text[])
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select k.api_key_id, k.tenant_id, k.user_id, u.email, m.roles, k.scopes
  from public.api_keys k
  join public.memberships m on m.tenant_id = k.tenant_id and m.user_id = k.user_id
  join public.users u on u.user_id = k.user_id
  where k.key_hash = wanted_hash and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
$$;
--> statement-breakpoint
create function list_tenants()
returns table (tenant_id uuid, name text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select t.tenant_id, t.name from public.tenants t order by t.name
$$;
--> statement-breakpoint
create function tenant_of_workflow(wanted_execution_id uuid)
returns uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select e.tenant_id from public.executions e where e.execution_id = wanted_execution_id
$$;
--> statement-breakpoint
-- Takes up to `how_many` due messages for `lease_seconds`. Rows that another relay is taking are passed over, not waited for.
create function claim_outbox(how_many integer, lease_seconds double precision)
returns table (tenant_id uuid, outbox_id bigint, kind text, payload jsonb, dedupe_key text, attempts integer)
language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
  with due as materialized (
    select o.tenant_id, o.outbox_id from public.outbox o
    where o.done_at is null and o.next_attempt_at <= clock_timestamp()
    order by o.next_attempt_at, o.outbox_id
    limit how_many for update skip locked
  ), claimed as (
    update public.outbox o
    set attempts = o.attempts + 1, next_attempt_at = clock_timestamp() + make_interval(secs => lease_seconds)
    from due where o.tenant_id = due.tenant_id and o.outbox_id = due.outbox_id
    returning o.tenant_id, o.outbox_id, o.kind, o.payload, o.dedupe_key, o.attempts
  )
  select * from claimed order by outbox_id
$$;
--> statement-breakpoint
create function finish_outbox(wanted_tenant_id uuid, wanted_outbox_id bigint)
returns void
language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
  update public.outbox set done_at = clock_timestamp(), last_error = null
  where tenant_id = wanted_tenant_id and outbox_id = wanted_outbox_id and done_at is null
$$;
--> statement-breakpoint
-- `claimed_attempts` fences: a relay whose lease ran out must not disturb the one that took over.
create function fail_outbox(wanted_tenant_id uuid, wanted_outbox_id bigint, claimed_attempts integer, error text, wait_seconds double precision)
returns void
language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
  update public.outbox
  set last_error = error, next_attempt_at = clock_timestamp() + make_interval(secs => wait_seconds)
  where tenant_id = wanted_tenant_id and outbox_id = wanted_outbox_id and attempts = claimed_attempts and done_at is null
$$;
--> statement-breakpoint
do $$
declare signature regprocedure;
begin
  -- Handing a function over needs CREATE on the schema for the new owner, for this moment only.
  grant create on schema public to mbi_definer;
  for signature in
    select oid from pg_proc where pronamespace = 'public'::regnamespace and prosecdef
  loop
    execute format('alter function %s owner to mbi_definer', signature);
    execute format('revoke all on function %s from public', signature);
    execute format('grant execute on function %s to mbi_app', signature);
  end loop;
  revoke create on schema public from mbi_definer;
end $$;
