import type { Connection } from '@temporalio/client';
import { searchAttributes } from '../workflows/messages.ts';

/** `INDEXED_VALUE_TYPE_KEYWORD` of Temporal's API. */
const keyword = 2;

/**
 * Makes the namespace know the search attributes of executions; those it knows already stay as they are. Needed at every
 * start, because a namespace that exists ignores what the server was started with.
 * Throws when one of them exists with another type.
 */
export async function registerSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const wanted = Object.values(searchAttributes).map((key) => key.name);
  const missing = await missingOf(connection, namespace, wanted);
  if (missing.length === 0) return;
  try {
    await connection.operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map((name) => [name, keyword])),
    });
  } catch (error) {
    // Another worker may have added them in between; only what is still missing is a failure.
    const still = await missingOf(connection, namespace, wanted);
    if (still.length > 0) throw error;
  }
}

async function missingOf(connection: Connection, namespace: string, wanted: readonly string[]): Promise<string[]> {
  try {
    const known = await connection.operatorService.listSearchAttributes({ namespace });
    return wanted.filter((name) => known.customAttributes?.[name] === undefined);
  } catch {
    // The time-skipping test server cannot list them, but can add them.
    return [...wanted];
  }
}
