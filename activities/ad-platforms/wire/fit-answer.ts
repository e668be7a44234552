import type { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';

/** Reads an answer by its schema. Throws PLATFORM_ANSWER_INVALID that names `where` it came from and what does not fit. */
export function fitAnswer<Fitted>(schema: z.ZodType<Fitted>, body: unknown, vendor: string, where: string): Fitted {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const message = `${vendor}’s answer to ${where} does not fit: ${problems.join('; ')}`;
  throw new CodedError('PLATFORM_ANSWER_INVALID', message, { path: where, problems });
}
