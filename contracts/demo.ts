import { z } from 'zod';
import { roleSchema } from './roles.ts';

/** What `npm start` writes to `.mbi/demo.json` when it is ready. Scripts and the `mbi` command read it. */
export const demoSchema = z.object({
  api_url: z.url(),
  admin_url: z.url(),
  temporal_ui_url: z.url(),
  temporal_address: z.string(),
  sandbox_url: z.url(),
  database_url: z.string().describe('as the app’s role; row-level security applies'),
  tenants: z.array(
    z.object({
      tenant_id: z.uuid(),
      name: z.string(),
      api_key: z.string(),
      users: z.array(z.object({ email: z.string(), password: z.string(), roles: z.array(roleSchema) })),
    }),
  ),
});
/** The contents of `.mbi/demo.json`. */
export type Demo = z.infer<typeof demoSchema>;
