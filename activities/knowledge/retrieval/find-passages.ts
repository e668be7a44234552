import type { KnowledgeKind, KnowledgePassage } from '../../../contracts/knowledge.ts';
import type { Role } from '../../../contracts/roles.ts';
import { withTenant } from '../../../db/connect.ts';
import { readAnsweringDocuments } from '../../../db/queries/knowledge-reading.ts';
import type { KnowledgeDependencies } from '../knowledge-dependencies.ts';
import { openTenantKnowledge } from '../store/tenant-knowledge.ts';
import { type SearchStages, searchPassages, usualStages } from './search.ts';

/** Who asks for what. */
export type Question = {
  readonly query: string;
  readonly kinds: readonly KnowledgeKind[];
  readonly limit: number;
  /** Of the person who asks; without any only what everybody of the tenant may read is found. */
  readonly roles: readonly Role[];
  readonly signal?: AbortSignal;
};

/** How many more are looked at than wanted, in case some were deleted a moment ago. */
const spare = 10;

/**
 * The passages that answer best, with the very words of the document. What the vectors say is checked against the table of
 * documents: only versions that answer now, and that this person may read, come through.
 */
export async function findPassages(
  deps: KnowledgeDependencies,
  tenant_id: string,
  question: Question,
  stages: SearchStages = usualStages,
): Promise<KnowledgePassage[]> {
  const { query, kinds, roles, limit, signal } = question;
  const knowledge = openTenantKnowledge(deps.folder, tenant_id);
  const alias = await knowledge.serving();
  if (alias === null) return [];
  const place = { knowledge, alias, embedder: deps.embedders.of(alias), kinds, roles, depth: limit + spare };
  const found = await searchPassages(place, query, limit + spare, stages, signal);
  const ids = [...new Set(found.map((each) => each.document_id))];
  const documents = await withTenant(deps.database, tenant_id, (tx) => readAnsweringDocuments(tx, ids, roles));
  const byId = new Map(documents.map((each) => [each.document_id, each]));
  return found
    .flatMap(({ source_id, document_id, section, kind, start, end, score }): KnowledgePassage[] => {
      const document = byId.get(document_id);
      if (document === undefined) return [];
      const { title, language, dated_on, cleaned } = document;
      const text = cleaned.slice(start, end);
      const rounded = Math.round(score * 1_000) / 1_000;
      return [
        {
          source_id,
          document_id,
          title,
          section,
          kind,
          language,
          dated_on,
          start,
          end,
          text,
          score: rounded,
          trusted: false,
        },
      ];
    })
    .slice(0, limit);
}
