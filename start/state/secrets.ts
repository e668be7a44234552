import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { demoTenants } from '../../contracts/demo-world.ts';

const secretsSchema = z.object({
  owner_password: z.string(),
  app_password: z.string(),
  jwt_secret: z.string(),
  credentials_key: z.string(),
  demo_password: z.string(),
  /** API key of each demo tenant, by tenant id. */
  api_keys: z.record(z.string(), z.string()),
});
/** The secrets of one embedded installation: random, made once, readable by the owner of the file only. */
export type Secrets = z.infer<typeof secretsSchema>;

/** Reads the secrets of this installation, making them on the first start. */
export function loadSecrets(file: string): Secrets {
  if (existsSync(file)) return secretsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const random = () => randomBytes(24).toString('base64url');
  const secrets: Secrets = {
    owner_password: random(),
    app_password: random(),
    jwt_secret: randomBytes(48).toString('base64url'),
    credentials_key: randomBytes(32).toString('hex'),
    demo_password: `demo-${randomBytes(6).toString('hex')}`,
    api_keys: Object.fromEntries(demoTenants.map((tenant) => [tenant.tenant_id, `mbi_live_${random()}`])),
  };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}
