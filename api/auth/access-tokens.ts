import { randomUUID } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { CodedError } from '../../contracts/errors/index.ts';

/**
 * What a token says. Roles are not in it: they are read from the database whenever they matter. A ticket ends with what it
 * was got with, and may do no more: `session` is the id of the token a person signed in with, `api_key_id` a key.
 */
export type TokenSubject = {
  readonly tenant_id: string;
  readonly user_id: string;
  readonly session?: string;
  readonly api_key_id?: string | null;
};

/** A token that was found to be right: whose it is, the session it ends with (its own, unless told), and when it ends by itself. */
export type VerifiedToken = Required<TokenSubject> & { readonly expires_at: Date };

/** Seconds for which an access token is good: one working day. */
export const accessTokenSeconds = 8 * 3_600;
/** Seconds for which an event ticket is good; it only opens a stream. */
export const ticketSeconds = 60;

const issuer = 'mbi';
const audiences = { access: 'mbi-api', ticket: 'mbi-events' } as const;
const longestToken = 4_096;
const claimsSchema = z.object({
  sub: z.uuid(),
  tenant_id: z.uuid(),
  jti: z.uuid(),
  session: z.uuid().optional(),
  api_key_id: z.uuid().nullable().default(null),
  exp: z.number(),
});

/** Issues and checks tokens. Every refusal is the same UNAUTHENTICATED, so that it teaches nothing. */
export type AccessTokens = {
  issue(kind: keyof typeof audiences, subject: TokenSubject): Promise<string>;
  verify(kind: keyof typeof audiences, token: string): Promise<VerifiedToken>;
};

/**
 * JSON Web Tokens (RFC 7519) signed with HS256 and nothing else; issuer, audience, expiry and id are all required.
 * `secret` has at least 32 characters.
 */
export function createAccessTokens(secret: string, now: () => Date): AccessTokens {
  const key = new TextEncoder().encode(secret);
  return {
    issue(kind, subject) {
      const seconds = Math.floor(now().getTime() / 1_000);
      const { tenant_id, user_id, session, api_key_id } = subject;
      return new SignJWT({ tenant_id, session, api_key_id })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setSubject(user_id)
        .setIssuer(issuer)
        .setAudience(audiences[kind])
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + (kind === 'access' ? accessTokenSeconds : ticketSeconds))
        .setJti(randomUUID())
        .sign(key);
    },
    async verify(kind, token) {
      if (token.length > longestToken) throw invalidToken();
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: ['HS256'],
          issuer,
          audience: audiences[kind],
          requiredClaims: ['sub', 'exp', 'iat', 'jti'],
          currentDate: now(),
          clockTolerance: 5,
        });
        const { tenant_id, sub, jti, session = jti, api_key_id, exp } = claimsSchema.parse(payload);
        return { tenant_id, user_id: sub, session, api_key_id, expires_at: new Date(exp * 1_000) };
      } catch {
        throw invalidToken();
      }
    },
  };
}

/** The one answer to everything that is wrong with a token or key. */
export function invalidToken(): CodedError {
  return new CodedError('UNAUTHENTICATED', 'Invalid token');
}
