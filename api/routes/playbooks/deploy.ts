import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { playbookSourceSchema } from '../../../contracts/playbook-source.ts';
import { appendAudit } from '../../../db/queries/audit.ts';
import { deployPlaybook as storeVersion } from '../../../db/queries/deploy-playbook.ts';
import { findPlaybook } from '../../../db/queries/playbooks.ts';
import type { TenantTransaction } from '../../dependencies.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { compileSource } from '../../playbooks/compile-source.ts';
import { deploymentReportSchema } from '../../triggers/deployment-schema.ts';
import { describeDeployment } from '../../triggers/describe-deployment.ts';

const deploymentSchema = z.object({
  deployed: z.boolean(),
  version: z.int().nullable().describe('the version that is active now; null before the first is deployed'),
  playbook_version_id: z.uuid().nullable(),
  report: deploymentReportSchema,
});

/**
 * Compiles a playbook and, unless it is only tried, makes it the version that new executions take. Executions that run stay
 * on theirs. Whoever deploys may not approve what the version changes. With `replaces`, what was shown is what is done.
 */
export const deployPlaybook = defineOperation({
  method: 'post',
  path: '/v2/playbooks',
  id: 'deploy_playbook',
  tag: 'playbooks',
  summary: 'Deploy a playbook, or see what deploying it would change.',
  access: 'playbooks:deploy',
  params: nothing,
  query: nothing,
  body: z.strictObject({
    source: playbookSourceSchema.min(1),
    slug: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,99}$/)
      .optional()
      .describe('the stem of the file; made from the id when left out'),
    dry_run: z.boolean().default(false).describe('only say what would change'),
    replaces: z
      .uuid()
      .nullable()
      .optional()
      .describe('playbook_version_id that must still be active, null for none: `before` of the report that was shown'),
  }),
  // A source may need six characters of JSON for each of its own.
  body_limit_bytes: 1_600_000,
  responses: {
    200: { description: 'Nothing new: it was only tried, or is deployed already.', schema: deploymentSchema },
    201: { description: 'Deployed.', schema: deploymentSchema, headers: { Location: 'The playbook.' } },
  },
  errors: ['PLAYBOOK_INVALID', 'PLAYBOOK_TOO_COSTLY', 'PLAYBOOK_CHANGED_MEANWHILE'],
  idempotent: true,
  async handle({ body, deps, principal, inTenant }) {
    const { plan, digest, warnings } = await compileSource({ deps, inTenant }, body.source);
    const { source } = body;
    const done = await inTenant(async (tx) => {
      const before = await findPlaybook(tx, plan.playbook_id);
      const slug = await slugFor(tx, plan.playbook_id, body.slug ?? before?.slug);
      if (body.replaces !== undefined && (before?.playbook_version_id ?? null) !== body.replaces) {
        throw new CodedError('PLAYBOOK_CHANGED_MEANWHILE', 'Another version is active than the report was about.', {
          active: before?.playbook_version_id ?? null,
        });
      }
      const deployment = { plan, digest, source, slug, before, warnings };
      const report = await describeDeployment(tx, deployment, {
        ...{ principal, now: deps.now(), actions: deps.actions },
      });
      if (body.dry_run) return { report, stored: null };
      const stored = await storeVersion(tx, { slug, source, plan, digest, edited_by: principal.user_id });
      if (stored.added || report.change === 'brought_back') {
        const { playbook_version_id, version } = stored;
        await appendAudit(tx, {
          ...{ action: 'playbook.deployed', actor_user_id: principal.user_id, actor_email: principal.email },
          ...{ entity_type: 'playbook', entity_id: plan.playbook_id },
          details: { playbook_version_id, version, digest, replaces: before?.playbook_version_id ?? null },
        });
      }
      return { report, stored };
    });
    const { report, stored } = done;
    const active = stored ?? report.before;
    const answer = {
      deployed: stored !== null,
      version: active?.version ?? null,
      playbook_version_id: active?.playbook_version_id ?? null,
      report,
    };
    if (stored === null || !stored.added) return json(200, answer);
    return json(201, answer, { Location: `${deps.settings.public_url}/v2/playbooks/${plan.playbook_id}` });
  },
});

/** The name of the playbook in addresses. Throws REQUEST_INVALID when another playbook has it. */
async function slugFor(tx: TenantTransaction, playbook_id: string, wanted: string | undefined): Promise<string> {
  const made = playbook_id
    .replace(/_v\d+$/, '')
    .replaceAll('_', '-')
    .toLowerCase();
  const slug = wanted ?? made;
  const holder = await findPlaybook(tx, slug);
  if (holder === null || holder.playbook_id === playbook_id) return slug;
  const detail = `The playbook ${holder.playbook_id} has the name ${slug}.`;
  throw new CodedError('REQUEST_INVALID', detail, { errors: [{ pointer: '/body/slug', detail }] });
}
