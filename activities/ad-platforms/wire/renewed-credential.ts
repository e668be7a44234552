import { z } from 'zod';
import type { Credential } from '../../../contracts/credential.ts';

/** What a platform answers to a refresh token (RFC 6749 §5.1); `expires_in` are seconds, 0 or none for a token without an end. */
export const renewedTokenWire = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().nullish(),
  refresh_token: z.string().nullish(),
});

/** The credential that such an answer is; without a new refresh token the old one stays in force. */
export function renewedCredential(
  { access_token, expires_in, refresh_token }: z.infer<typeof renewedTokenWire>,
  old_refresh_token: string,
  now: Date,
): Credential {
  const seconds = expires_in ?? 0;
  return {
    access_token,
    refresh_token: refresh_token ? refresh_token : old_refresh_token,
    expires_at: seconds > 0 ? new Date(now.getTime() + seconds * 1000).toISOString() : null,
  };
}
