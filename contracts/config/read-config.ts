import type { z } from 'zod';
import { CodedError } from '../errors/index.ts';

/**
 * Reads one or more groups of settings from an environment, once per process.
 * Throws CONFIG_INVALID naming every variable that is missing or malformed; never prints a value.
 */
export function readConfig<T extends z.ZodObject>(
  schema: T,
  environment: Readonly<Record<string, string | undefined>>,
): z.infer<T> {
  const present = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(present);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new CodedError('CONFIG_INVALID', `The configuration is not valid:\n  ${problems.join('\n  ')}`, { problems });
}
