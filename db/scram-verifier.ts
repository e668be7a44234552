import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

const iterations = 4096;

/**
 * The form in which Postgres keeps a SCRAM-SHA-256 password (RFC 5803, made as in RFC 5802 section 3).
 * Sending this instead of the password keeps the password out of the server's log.
 * Meant for generated ASCII passwords: SASLprep, which would normalise other characters, is not applied.
 */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16)): string {
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const sign = (text: string) => createHmac('sha256', salted).update(text).digest();
  const stored = createHash('sha256').update(sign('Client Key')).digest();
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${stored.toString('base64')}:${sign('Server Key').toString('base64')}`;
}
