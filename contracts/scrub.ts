import type { JsonObject } from './canonical-json.ts';

const secret =
  /((?:access_token|api_key|apikey|token|secret|password|authorization|bearer)["']?\s*[=: ]\s*["']?(?:(?:bearer|basic)\s+)?)[^&\s"',}]+/gi;
// Bounded and tied to the beginning of a word: a long text without any address must not be searched from each letter.
const connection = /(\b\w{1,32}:\/\/[^:\s/@]*:)[^@\s]+@/g;

/** Takes out what looks like a token, a password or the password of a connection address. For texts others wrote. */
export function scrubbed(text: string): string {
  return text.replace(connection, '$1***@').replace(secret, '$1***');
}

/** The same for the details of an error: plain JSON, without what JSON cannot carry, at most a few kilobytes. */
export function scrubbedDetails(details: unknown): JsonObject {
  if (typeof details !== 'object' || details === null) return {};
  try {
    const text = JSON.stringify(details, (key, value) => {
      if (/token|secret|password|authorization|api_?key/i.test(key)) return '***';
      return typeof value === 'string' ? scrubbed(value) : value;
    });
    return text.length <= 16_384 ? JSON.parse(text) : { omitted: `${text.length} characters of details` };
  } catch {
    return {};
  }
}
