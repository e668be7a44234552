import { z } from 'zod';
import { permissionSchema, roleSchema } from '../../../contracts/roles.ts';
import { findMember } from '../../../db/queries/api-keys.ts';
import { countPendingApprovals } from '../../../db/queries/approvals-list.ts';
import { invalidToken } from '../../auth/access-tokens.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';

/** Who is calling, in which tenant, with which roles and permissions. */
export const showMe = defineOperation({
  method: 'get',
  path: '/v2/me',
  id: 'show_me',
  tag: 'auth',
  summary: 'Who I am and what I may do.',
  access: 'signed_in',
  params: nothing,
  query: nothing,
  body: noBody,
  responses: {
    200: {
      description: 'The caller.',
      schema: z.object({
        user_id: z.uuid(),
        email: z.string(),
        display_name: z.string(),
        tenant: z.object({ tenant_id: z.uuid(), name: z.string() }),
        roles: z.array(roleSchema),
        permissions: z.array(permissionSchema),
        pending_approvals: z.int(),
        temporal_ui_url: z.string().nullable(),
        temporal_namespace: z.string(),
        sandbox: z.boolean().describe('true when no real money can move'),
      }),
    },
  },
  errors: [],
  async handle({ principal, permissions, inTenant, deps }) {
    const [member, pending_approvals] = await inTenant(
      async (tx) => [await findMember(tx, principal.user_id), await countPendingApprovals(tx)] as const,
    );
    if (member === null) throw invalidToken();
    const { user_id, email, display_name, tenant_name, roles } = member;
    return json(200, {
      ...{ user_id, email, display_name, roles, pending_approvals },
      tenant: { tenant_id: principal.tenant_id, name: tenant_name },
      permissions: [...permissions],
      temporal_ui_url: deps.settings.temporal_ui_url,
      temporal_namespace: deps.settings.temporal_namespace,
      sandbox: deps.settings.sandbox,
    });
  },
});
