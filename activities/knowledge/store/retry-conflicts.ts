import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError } from '../../../contracts/errors/index.ts';

const attempts = 8;

/**
 * Runs a write until it comes first. LanceDB commits optimistically: of two writers at once one is told to try again.
 * Throws KNOWLEDGE_BUSY when it never comes first, and every other error as it is.
 */
export async function retryConflicts<Result>(write: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write();
    } catch (error) {
      if (!isConflict(error)) throw error;
      if (attempt === attempts) throw new CodedError('KNOWLEDGE_BUSY', 'Other writes came first every time.', {}, 5);
      await sleep(2 ** attempt * (4 + Math.random() * 4));
    }
  }
}

function isConflict(error: unknown): boolean {
  return (
    error instanceof Error &&
    /commit conflict|concurrent(?:ly)? (?:commit|modif)|too many concurrent writers/i.test(error.message)
  );
}
