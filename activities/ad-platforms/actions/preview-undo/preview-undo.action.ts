import { z } from 'zod';
import { defineAction } from '../../../../contracts/action.ts';
import { undoPreviewSchema, undoSelectorSchema } from '../../../../contracts/undo.ts';

/** Looks at the platforms, live, what taking changes back would do: what goes back, what stays and why, and money spent since. */
export const previewUndo = defineAction({
  agent: 'AdPlatformAgent',
  action: 'preview_undo',
  effect: 'read',
  summary: 'Shows what an undo would take back, what it would leave and why, and what was spent since.',
  params: z.object({ selector: undoSelectorSchema }),
  output: undoPreviewSchema,
  timeout_seconds: 120,
});
