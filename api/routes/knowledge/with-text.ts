import { readAnsweringDocuments } from '../../../db/queries/knowledge-reading.ts';
import type { TenantTransaction } from '../../dependencies.ts';

/** A stretch of a document, as the worker names it: without words. */
type Stretch = { readonly source_id: string; readonly start: number; readonly end: number };

/**
 * Puts the words to what the worker found, from the table: they never pass through a workflow. What was deleted meanwhile, or
 * may not be read by these roles, falls out.
 */
export async function withText<Found extends Stretch>(
  tx: TenantTransaction,
  found: readonly Found[],
  roles: readonly string[],
): Promise<(Found & { readonly title: string; readonly section: string; readonly text: string })[]> {
  const idOf = ({ source_id }: Stretch) => source_id.slice(0, source_id.indexOf('#'));
  const documents = await readAnsweringDocuments(tx, [...new Set(found.map(idOf))], roles);
  return found.flatMap((each) => {
    const document = documents.find((row) => row.document_id === idOf(each));
    if (document === undefined) return [];
    const { title, cleaned } = document;
    const { start, end } = each;
    return [{ ...each, title, section: sectionAt(cleaned, start), text: cleaned.slice(start, end) }];
  });
}

/** The heading under which a place of a cleaned document stands; '' before the first one. */
function sectionAt(cleaned: string, start: number): string {
  const headings = cleaned.slice(0, start).match(/^#{1,6} .+$/gm) ?? [];
  return headings.at(-1)?.replace(/^#+ /, '') ?? '';
}

/** How long a request waits for the worker; the first search of a worker loads the model. */
export const searchWithinMs = 25_000;
