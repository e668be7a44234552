import { z } from 'zod';

/** What a person may be in a tenant; one person may hold several. */
export const roleSchema = z.enum(['viewer', 'analyst', 'marketer', 'approver', 'engineer', 'on_call', 'admin']);
/** A role in a tenant. */
export type Role = z.infer<typeof roleSchema>;

/** `resource:verb`, the unit that a route asks for. */
export const permissionSchema = z.enum([
  'context:write',
  'campaigns:read',
  'metrics:import',
  'playbooks:read',
  'playbooks:deploy',
  'playbooks:execute',
  'executions:read',
  'executions:undo',
  'executions:cancel',
  'executions:rerun',
  'pauses:write',
  'failures:write',
  'events:write',
  'groups:write',
  'recommendations:read',
  'recommendations:analyze',
  'feedback:write',
  'autonomy:write',
  'agent_settings:write',
  'approvals:read',
  'approvals:decide',
  'audit:read',
  'actions:run',
  'money:read',
  'writes:resolve',
  'caps:propose',
  'caps:decide',
  'fx_rates:write',
  'accounts:read',
  'accounts:connect',
  'conversions:write',
  'knowledge:read',
  'knowledge:write',
  'models:read',
  'models:trace',
  'models:write',
  'evaluations:read',
  'evaluations:run',
  'golden:review',
]);
/** A permission. */
export type Permission = z.infer<typeof permissionSchema>;

const reading: readonly Permission[] = [
  'campaigns:read',
  'playbooks:read',
  'executions:read',
  'recommendations:read',
  'approvals:read',
  'money:read',
  'accounts:read',
  'knowledge:read',
  'models:read',
  'evaluations:read',
];

/** Which permissions each role brings. */
export const rolePermissions: Readonly<Record<Role, readonly Permission[]>> = {
  viewer: reading,
  analyst: [
    ...reading,
    'context:write',
    'evaluations:run',
    'golden:review',
    'metrics:import',
    'recommendations:analyze',
    'feedback:write',
    'playbooks:execute',
  ],
  marketer: [
    ...reading,
    'context:write',
    'knowledge:write',
    'metrics:import',
    'recommendations:analyze',
    'feedback:write',
    'playbooks:execute',
    'approvals:decide',
    'executions:undo',
    'writes:resolve',
    'caps:propose',
  ],
  approver: [
    ...reading,
    'golden:review',
    'feedback:write',
    'knowledge:write',
    'recommendations:analyze',
    'playbooks:execute',
    'approvals:decide',
    'executions:undo',
    'audit:read',
    'writes:resolve',
    'caps:propose',
    'caps:decide',
    'fx_rates:write',
  ],
  engineer: [
    ...reading,
    'context:write',
    'evaluations:run',
    'knowledge:write',
    'metrics:import',
    'models:trace',
    'models:write',
    'playbooks:deploy',
    'playbooks:execute',
    'executions:rerun',
    'executions:cancel',
    'failures:write',
    'events:write',
    'actions:run',
    'accounts:connect',
    'conversions:write',
  ],
  on_call: [
    ...reading,
    'autonomy:write',
    'agent_settings:write',
    'playbooks:execute',
    'executions:rerun',
    'executions:cancel',
    'executions:undo',
    'pauses:write',
    'failures:write',
    'audit:read',
    'actions:run',
  ],
  admin: permissionSchema.options,
};

/** The permissions of a set of roles together. */
export function permissionsOf(roles: readonly Role[]): ReadonlySet<Permission> {
  return new Set(roles.flatMap((role) => rolePermissions[role]));
}

/** Who is acting: a person, whether signed in or through an API key that the person owns. */
export const principalSchema = z.object({
  tenant_id: z.uuid(),
  user_id: z.uuid(),
  email: z.string(),
  roles: z.array(roleSchema),
  /** Set when the person came through an API key. */
  api_key_id: z.uuid().nullable(),
});
/** Who is acting. */
export type Principal = z.infer<typeof principalSchema>;
