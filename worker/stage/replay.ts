import { canonicalJson, type JsonValue } from '../../contracts/canonical-json.ts';
import type { Command, Isolate } from './isolate.ts';
import { commandsOf, type RunRecord } from './run.ts';

/** Where a second telling of the same history went another way. */
export type Divergence = { readonly activation: number; readonly first: string; readonly again: string };

/**
 * Tells the same history to a fresh isolate, as a worker does that takes an execution over, and compares every command.
 * Null when nothing differs.
 */
export async function replayRun(isolate: Isolate, record: RunRecord): Promise<Divergence | null> {
  const workflow = await isolate.create(record.identity);
  try {
    for (const [index, activation] of record.activations.entries()) {
      const completion = await workflow.activate({
        ...activation,
        isReplaying: true,
        availableInternalFlags: [...record.flags],
      });
      await workflow.getAndResetSinkCalls();
      const asked = commandsOf(completion);
      const first = textOf(record.commands[index] ?? []);
      const again = typeof asked === 'string' ? asked : textOf(asked);
      if (first !== again) return { activation: index, first, again };
    }
    return null;
  } finally {
    await workflow.dispose();
  }
}

/** Commands as one text, bytes as base64. */
function textOf(commands: readonly Command[]): string {
  const plain: JsonValue = JSON.parse(
    JSON.stringify(commands, (_key, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
    ),
  );
  return canonicalJson(plain);
}
