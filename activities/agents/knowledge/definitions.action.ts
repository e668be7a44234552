import type { ActionDefinition } from '../../../contracts/action.ts';
import { answerKnowledge } from './answer.action.ts';
import { deleteDocument } from './delete-document.action.ts';
import { ingestDocument } from './ingest-document.action.ts';
import { ingestOutcomes } from './ingest-outcomes.action.ts';
import { ingestPlaybooks } from './ingest-playbooks.action.ts';
import { refreshKnowledge } from './refresh.action.ts';
import { searchKnowledge } from './search.action.ts';

/** Every action of KnowledgeAgent. */
export const knowledgeDefinitions: readonly ActionDefinition[] = [
  ingestDocument,
  searchKnowledge,
  answerKnowledge,
  deleteDocument,
  ingestOutcomes,
  ingestPlaybooks,
  refreshKnowledge,
];
