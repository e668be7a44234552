import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../contracts/canonical-json.ts';
import type { ChangeSet } from '../../../contracts/change-set.ts';

/** Names exactly what is planned: sha256 (hex) over the canonical JSON of the action’s id, its parameters and the change set. */
export function planDigest(plan: {
  readonly action_id: string;
  readonly params: unknown;
  readonly change_set: ChangeSet;
}): string {
  const { action_id, params, change_set } = plan;
  return createHash('sha256').update(canonicalJson({ action_id, params, change_set })).digest('hex');
}
