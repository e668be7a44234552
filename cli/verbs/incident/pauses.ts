import { z } from 'zod';
import { renderTable } from '../../terminal.ts';

/** A pause as the commands show it. */
export const pauseSchema = z.looseObject({
  pause_id: z.string(),
  scope: z.string(),
  scope_id: z.string(),
  reason: z.string(),
  paused_by_email: z.string(),
  paused_at: z.string(),
});
/** A pause that was opened or ended just now. */
export const steeredSchema = pauseSchema.extend({ executions_told: z.int() });

/** Splits `campaign:120` into a scope and its id; `tenant` has none. */
export function readScope(words: string): { readonly scope: string; readonly scope_id: string } {
  const [scope = '', ...rest] = words.split(':');
  return { scope, scope_id: rest.join(':') };
}

/** A scope as people write it. */
export function sayScope({ scope, scope_id }: { readonly scope: string; readonly scope_id: string }): string {
  return scope_id === '' ? scope : `${scope}:${scope_id}`;
}

/** Pauses as a table. */
export function renderPauses(pauses: readonly z.output<typeof pauseSchema>[]): string {
  if (pauses.length === 0) return 'Nothing is paused.';
  const rows = pauses.map((each) => [each.pause_id, sayScope(each), each.paused_at, each.paused_by_email, each.reason]);
  return renderTable(['PAUSE', 'SCOPE', 'SINCE', 'BY', 'REASON'], rows);
}
