import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { accessTokenSeconds, createAccessTokens } from './access-tokens.ts';

const secret = 'a secret of at least thirty-two characters';
const key = new TextEncoder().encode(secret);
const subject = { tenant_id: randomUUID(), user_id: randomUUID() };
const start = new Date('2026-03-01T09:00:00Z');
const tokens = createAccessTokens(secret, () => start);
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token that is right in everything, for the tests to spoil one thing of. */
function rightToken(alg = 'HS256'): SignJWT {
  const seconds = start.getTime() / 1_000;
  return new SignJWT({ tenant_id: subject.tenant_id })
    .setProtectedHeader({ alg })
    .setSubject(subject.user_id)
    .setIssuer('mbi')
    .setAudience('mbi-api')
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + 60)
    .setJti(randomUUID());
}

async function refusal(token: string): Promise<unknown> {
  return tokens.verify('access', token).then(
    () => 'accepted',
    (error) => ({ code: error.code, message: error.message }),
  );
}
const refused = { code: 'UNAUTHENTICATED', message: 'Invalid token' };

describe('an access token', () => {
  it('names the person and the tenant', async () => {
    expect(await tokens.verify('access', await tokens.issue('access', subject))).toMatchObject(subject);
    expect(await tokens.verify('access', await rightToken().sign(key))).toMatchObject(subject);
  });

  it('has an id of its own and an end, so that it can be ended before', async () => {
    const [one, other] = await Promise.all(
      [0, 1].map(async () => tokens.verify('access', await tokens.issue('access', subject))),
    );
    expect(one?.session).not.toBe(other?.session);
    expect(one?.expires_at).toEqual(new Date(start.getTime() + accessTokenSeconds * 1_000));
    expect(await refusal(await rightToken().setJti('one').sign(key))).toEqual(refused);
  });

  it('that came of another, as a ticket, ends with that one', async () => {
    const { session } = await tokens.verify('access', await tokens.issue('access', subject));
    const ticket = await tokens.verify('ticket', await tokens.issue('ticket', { ...subject, session }));
    expect(ticket).toMatchObject({ ...subject, session, api_key_id: null });
    const api_key_id = randomUUID();
    const of_key = await tokens.verify('ticket', await tokens.issue('ticket', { ...subject, api_key_id }));
    expect(of_key).toMatchObject({ ...subject, api_key_id });
    const spoilt = await rightToken().setAudience('mbi-events').sign(key);
    await expect(tokens.verify('access', spoilt)).rejects.toMatchObject(refused);
  });

  it('is refused after its time', async () => {
    const token = await tokens.issue('access', subject);
    const later = createAccessTokens(secret, () => new Date(start.getTime() + (accessTokenSeconds + 60) * 1_000));
    await expect(later.verify('access', token)).rejects.toMatchObject(refused);
  });

  it.each(['none', 'None', 'nOnE'])('is refused with algorithm %s', async (alg) => {
    const payload = {
      sub: subject.user_id,
      tenant_id: subject.tenant_id,
      iss: 'mbi',
      aud: 'mbi-api',
      jti: randomUUID(),
      iat: 1,
      exp: 9_999_999_999,
    };
    expect(await refusal(`${base64({ alg })}.${base64(payload)}.`)).toEqual(refused);
  });

  it('is refused when signed with another secret or another algorithm', async () => {
    const other = new TextEncoder().encode('another secret of more than thirty-two characters');
    expect(await refusal(await rightToken().sign(other))).toEqual(refused);
    const longKey = new TextEncoder().encode(secret.repeat(2));
    const sha512 = createAccessTokens(secret.repeat(2), () => start);
    const token = await rightToken('HS512').sign(longKey);
    await expect(sha512.verify('access', token)).rejects.toMatchObject(refused);
  });

  it('is refused with a foreign issuer or audience, without an id, or with a subject that is no id', async () => {
    expect(await refusal(await rightToken().setIssuer('other').sign(key))).toEqual(refused);
    expect(await refusal(await rightToken().setAudience('other').sign(key))).toEqual(refused);
    expect(await refusal(await rightToken().setSubject("' or 1=1 --").sign(key))).toEqual(refused);
    const noId = new SignJWT({ tenant_id: subject.tenant_id, sub: subject.user_id, iss: 'mbi', aud: 'mbi-api' });
    expect(await refusal(await noId.setProtectedHeader({ alg: 'HS256' }).setExpirationTime('1h').sign(key))).toEqual(
      refused,
    );
  });

  it('is refused when it is absurdly long or no token at all', async () => {
    expect(await refusal('x'.repeat(100_000))).toEqual(refused);
    expect(await refusal('')).toEqual(refused);
  });

  it('does not open an event stream, and a ticket does not open the API', async () => {
    const ticket = await tokens.issue('ticket', subject);
    expect(await tokens.verify('ticket', ticket)).toMatchObject(subject);
    expect(await refusal(ticket)).toEqual(refused);
    await expect(tokens.verify('ticket', await tokens.issue('access', subject))).rejects.toMatchObject(refused);
  });
});
