import { z } from 'zod';
import { keyList } from './keys.ts';
import { flag, secret } from './marks.ts';

/** What the worker needs to reach ad accounts. */
export const credentialsConfig = z.object({
  MBI_CREDENTIALS_KEY: secret(
    keyList.describe('32 bytes in hex; encrypts ad-account tokens at rest; older keys after a comma'),
  ),
});

/** How this process keeps what it is given, and what it lets out unencrypted. */
export const protectionConfig = z.object({
  MBI_PAYLOAD_KEY: secret(
    keyList
      .optional()
      .describe(
        '32 bytes in hex; encrypts what Temporal stores; the same for API and worker, older keys after a comma',
      ),
  ),
  MBI_SECRET_MOUNTS: z
    .string()
    .default('/run/secrets,/var/run/secrets,/vault/secrets,/mnt/secrets-store')
    .describe('folders that only this process sees, so that its files of secrets may be readable by everyone there'),
  MBI_ALLOW_PLAIN_TEXT: flag
    .default(false)
    .describe('true lets MBI_ENVIRONMENT=prod connect without encryption to servers outside the private network'),
});
