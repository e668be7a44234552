import { z } from 'zod';

const refusedEditSchema = z.object({
  edits: z.record(z.string(), z.unknown()).default({}),
  code: z.string().default(''),
  message: z.string(),
});
/** An edit of the plan that the guardrails or the action refused. */
export type RefusedEdit = z.infer<typeof refusedEditSchema>;

/** The refused edit in the evidence of an approval; null when there was none. */
export function findRefusedEdit(evidence: unknown): RefusedEdit | null {
  const found = z.object({ refused_edit: refusedEditSchema }).safeParse(evidence);
  return found.success ? found.data.refused_edit : null;
}

/** What was wanted and why it was not taken, in words. */
export function refusedEditWords({ edits, code, message }: RefusedEdit): { what: string; why: string } {
  const wanted = Object.entries(edits)
    .map(([name, value]) =>
      Array.isArray(value)
        ? name.replace('contents', 'words').replaceAll('_', ' ')
        : `${name.replace(/_id$/, '').replaceAll('_', ' ')} = ${typeof value === 'string' ? value : JSON.stringify(value)}`,
    )
    .join(', ');
  return {
    what: wanted === '' ? 'An edit was not taken' : `The edit was not taken: ${wanted}`,
    why: `${inWordsOf(message)}${code === '' ? '' : ` (${code})`} The plan below is the one before the edit.`,
  };
}

/** The server names a text by its place, a person by its label in the form: `contents.0.body` is `Text 1`. */
function inWordsOf(message: string): string {
  return message.replace(
    /\bcontents\.(\d+)\.(headline|body)\b/g,
    (_, index, field) => `${field === 'body' ? 'Text' : 'Headline'} ${Number(index) + 1}`,
  );
}
