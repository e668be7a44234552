import { and, asc, desc, eq, gt, isNull, or, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { playbooks, playbookVersions, users } from '../schema/index.ts';

const active = {
  playbook_id: playbooks.playbook_id,
  slug: playbooks.slug,
  name: playbooks.name,
  playbook_version_id: playbookVersions.playbook_version_id,
  version: playbookVersions.version,
  digest: playbookVersions.digest,
  plan: playbookVersions.plan,
  source: playbookVersions.source,
  edited_by: playbookVersions.edited_by,
  edited_by_email: users.email,
  created_at: playbookVersions.created_at,
  retired_at: playbooks.retired_at,
};

const ofActiveVersion = and(
  eq(playbookVersions.playbook_id, playbooks.playbook_id),
  eq(playbookVersions.playbook_version_id, playbooks.active_version_id),
);

/** Deployed playbooks with their active version, by id in alphabetical order, after `after_id`. */
export async function listPlaybooks(
  tx: TenantTransaction,
  page: { readonly limit: number; readonly after_id: string | null },
) {
  const { source, ...columns } = active;
  const rows = await tx
    .select(columns)
    .from(playbooks)
    .innerJoin(playbookVersions, ofActiveVersion)
    .leftJoin(users, eq(users.user_id, playbookVersions.edited_by))
    .where(page.after_id === null ? undefined : gt(playbooks.playbook_id, page.after_id))
    .orderBy(asc(playbooks.playbook_id))
    .limit(page.limit + 1);
  const kept = rows.slice(0, page.limit);
  return { rows: kept, next: rows.length > page.limit ? (kept.at(-1)?.playbook_id ?? null) : null };
}

/** A deployed playbook by id (`campaign_health_v1`) or slug (`campaign-health`), with source and plan; null when none. */
export async function findPlaybook(tx: TenantTransaction, id_or_slug: string) {
  const [row] = await tx
    .select(active)
    .from(playbooks)
    .innerJoin(playbookVersions, ofActiveVersion)
    .leftJoin(users, eq(users.user_id, playbookVersions.edited_by))
    .where(or(eq(playbooks.playbook_id, id_or_slug), eq(playbooks.slug, id_or_slug)))
    .limit(1);
  return row ?? null;
}

/** A deployed playbook, ready to start. */
export type DeployedPlaybook = NonNullable<Awaited<ReturnType<typeof findPlaybook>>>;

/** The versions of a playbook, newest first, without source and plan. */
export async function listPlaybookVersions(tx: TenantTransaction, playbook_id: string) {
  return tx
    .select({
      playbook_version_id: playbookVersions.playbook_version_id,
      version: playbookVersions.version,
      digest: playbookVersions.digest,
      edited_by: playbookVersions.edited_by,
      created_at: playbookVersions.created_at,
    })
    .from(playbookVersions)
    .where(eq(playbookVersions.playbook_id, playbook_id))
    .orderBy(desc(playbookVersions.version))
    .limit(50);
}

/** A version of a playbook that a trigger judged, with who answers for it; null when there is none with the id. */
export async function findJudgedVersion(tx: TenantTransaction, playbook_version_id: string) {
  const [row] = await tx
    .select({
      playbook_id: playbookVersions.playbook_id,
      playbook_version_id: playbookVersions.playbook_version_id,
      plan: playbookVersions.plan,
      digest: playbookVersions.digest,
      edited_by: playbookVersions.edited_by,
      edited_by_email: users.email,
      retired_at: playbooks.retired_at,
    })
    .from(playbookVersions)
    .innerJoin(playbooks, eq(playbooks.playbook_id, playbookVersions.playbook_id))
    .leftJoin(users, eq(users.user_id, playbookVersions.edited_by))
    .where(eq(playbookVersions.playbook_version_id, playbook_version_id));
  return row ?? null;
}

/** The active schedule of every playbook that is not retired and has one. */
export async function listScheduledPlaybooks(tx: TenantTransaction) {
  return tx
    .select({
      playbook_id: playbooks.playbook_id,
      name: playbooks.name,
      version: playbookVersions.version,
      plan: playbookVersions.plan,
    })
    .from(playbooks)
    .innerJoin(playbookVersions, ofActiveVersion)
    .where(and(isNull(playbooks.retired_at), sql`${playbookVersions.plan} ->> 'schedule' is not null`))
    .orderBy(asc(playbooks.playbook_id));
}

/** Takes a playbook down: it starts no more, and what runs goes on. False when it was down before, or is not there. */
export async function retirePlaybook(tx: TenantTransaction, playbook_id: string): Promise<boolean> {
  const changed = await tx
    .update(playbooks)
    .set({ retired_at: sql`now()` })
    .where(and(eq(playbooks.playbook_id, playbook_id), isNull(playbooks.retired_at)))
    .returning({ playbook_id: playbooks.playbook_id });
  return changed.length > 0;
}

/** Every version of a playbook with its plan and since when it was deployed, newest first. */
export async function listVersionTimes(tx: TenantTransaction, playbook_id: string) {
  return tx
    .select({ version: playbookVersions.version, since: playbookVersions.created_at, plan: playbookVersions.plan })
    .from(playbookVersions)
    .where(eq(playbookVersions.playbook_id, playbook_id))
    .orderBy(desc(playbookVersions.version));
}
