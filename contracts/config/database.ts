import { z } from 'zod';
import { optionalDocument, secret } from './marks.ts';

const authority = {
  DATABASE_CA: optionalDocument('certificate of the authority (PEM) that the certificate of Postgres must come from'),
};

/** Where Postgres is. `DATABASE_URL` is the app’s role, under row-level security; the owner is for migrations only. */
export const databaseConfig = z.object({
  DATABASE_URL: secret(
    z
      .string()
      .describe('Postgres as the app’s role (mbi_app); with ?sslmode=verify-full where the network is not yours'),
  ),
  ...authority,
});

/** For migrations and seeding only; no serving process reads it. */
export const databaseOwnerConfig = z.object({
  DATABASE_OWNER_URL: secret(z.string().describe('Postgres as the owner of the schema, for migrations')),
  MBI_APP_PASSWORD: secret(
    z
      .string()
      .regex(/^[\x20-\x7e]{12,}$/)
      .optional()
      .describe('migrating sets the password of mbi_app to this; at least 12 ASCII characters'),
  ),
});
