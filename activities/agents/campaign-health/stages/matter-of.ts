import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../../contracts/canonical-json.ts';

/** Names what a model was asked about: equal questions have equal names, so that what was said of one holds for the other. */
export function matterOf(asked: unknown): string {
  return createHash('sha256').update(canonicalJson(asked)).digest('hex');
}
