import { z } from 'zod';
import type { HttpClient } from '../server/http-client.ts';
import type { Resolution } from './resolution-words.ts';
import type { UndoSelector } from './undo-draft.ts';
import { undoPreviewViewSchema } from './undo-view.ts';

const startedSchema = z.object({ execution_id: z.string() });
const resolvedSchema = z.object({ rerun_execution_id: z.string().nullish().default(null) });

/** What a person does about changes: saying what became of one, and taking some back. Each throws ServerProblem. */
export function createChangeActions(http: HttpClient, newKey: () => string) {
  const keyed = (body: object) => ({ method: 'POST' as const, body, headers: { 'Idempotency-Key': newKey() } });
  return {
    resolve: (intent_id: string, resolution: Resolution, reason: string) =>
      http.request(
        `/v2/changes/${encodeURIComponent(intent_id)}/resolve`,
        resolvedSchema,
        keyed({ resolution, reason }),
      ),
    /** What taking a selection back would do; nothing is changed by asking. */
    previewUndo: (selector: UndoSelector, signal?: AbortSignal) =>
      http.request('/v2/undo/preview', undoPreviewViewSchema, { method: 'POST', body: { selector }, signal }),
    undo: (selector: UndoSelector, reason: string) =>
      http.request('/v2/undo', startedSchema, keyed({ selector, reason })),
  };
}
