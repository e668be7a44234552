import { knowledgeKindSchema } from '../../../contracts/knowledge.ts';
import type { Embedder } from '../embedding/embedder.ts';
import type { PassageRow } from '../store/passage-row.ts';
import { accessMark } from '../store/where.ts';
import { splitDocument } from './split.ts';

/** A document whose text is clean. */
export type CleanDocument = {
  readonly tenant_id: string;
  readonly document_id: string;
  readonly source_key: string;
  readonly kind: string;
  readonly title: string;
  readonly language: string;
  readonly dated_on: string | null;
  readonly access: readonly string[];
  readonly cleaned: string;
};

/**
 * The passages of a document, ready to be stored. A passage’s vector is the middle between that of its bare text and that of
 * the text under its title and section: the first alone loses what it is about, the second alone blurs what it says.
 */
export async function rowsOf(document: CleanDocument, embedder: Embedder, signal?: AbortSignal): Promise<PassageRow[]> {
  const passages = splitDocument(document.cleaned).map((passage) => {
    const section = passage.section.split(' › ').at(-1) ?? '';
    const searched = [document.title, section, passage.text].filter((part) => part !== '').join('. ');
    return { ...passage, searched };
  });
  const vectors = await embedder.embed(
    passages.flatMap(({ text, searched }) => [text, searched]),
    signal,
  );
  return passages.map(({ ordinal, section, start, end, searched }, at) => ({
    tenant_id: document.tenant_id,
    source_id: `${document.document_id}#${ordinal}`,
    document_id: document.document_id,
    source_key: document.source_key,
    kind: knowledgeKindSchema.parse(document.kind),
    section,
    language: document.language,
    dated_on: document.dated_on ?? '',
    access: accessMark(document.access),
    ...{ start, end, searched },
    vector: middle(vectors[2 * at] ?? [], vectors[2 * at + 1] ?? []),
  }));
}

function middle(one: readonly number[], other: readonly number[]): number[] {
  const sum = one.map((each, at) => each + (other[at] ?? 0));
  const length = Math.hypot(...sum) || 1;
  return sum.map((each) => each / length);
}
