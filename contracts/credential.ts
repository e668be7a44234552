import { z } from 'zod';

/** What opens an ad account. Most platforms give short access tokens and a long refresh token; some give one token that lasts. */
export const credentialSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().nullable(),
  /** Null when the platform did not say, or the token does not end. */
  expires_at: z.iso.datetime().nullable(),
});
/** What opens an ad account. */
export type Credential = z.infer<typeof credentialSchema>;

/** Reads a stored credential: JSON, or a bare access token. */
export function parseCredential(text: string): Credential {
  if (!text.startsWith('{')) return { access_token: text, refresh_token: null, expires_at: null };
  return credentialSchema.parse(JSON.parse(text));
}
