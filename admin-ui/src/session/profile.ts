import { z } from 'zod';

/** Who is signed in, where, and what belongs to this installation; whatever an older server leaves out is null. */
export const profileSchema = z.object({
  user_id: z.string().nullish().default(null),
  email: z.string(),
  display_name: z.string().nullish().default(null),
  roles: z.array(z.string()).default([]),
  permissions: z.array(z.string()).default([]),
  tenant: z.object({ tenant_id: z.string(), name: z.string() }).nullish().default(null),
  tenant_name: z.string().nullish().default(null),
  sandbox: z.boolean().nullish().default(null),
  temporal_ui_url: z.string().nullish().default(null),
  temporal_namespace: z.string().nullish().default(null),
});
/** Who is signed in. */
export type Profile = z.infer<typeof profileSchema>;
