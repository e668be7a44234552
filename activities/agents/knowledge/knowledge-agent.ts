import type { ActionContext } from '../../../contracts/action-handler.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { Role } from '../../../contracts/roles.ts';
import { withTenant } from '../../../db/connect.ts';
import { rolesOf } from '../../../db/queries/knowledge-reading.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import type { Knowledge } from '../../knowledge/create-knowledge.ts';

/** What the handlers of KnowledgeAgent need of the world; without a knowledge base they say so. */
export type KnowledgeAgentDependencies = Pick<HandlerDependencies, 'database' | 'clock'> & {
  readonly knowledge: Knowledge | null;
};

/** The knowledge base. Throws KNOWLEDGE_OFF when the worker was given none. */
export function knowledgeOf({ knowledge }: Pick<KnowledgeAgentDependencies, 'knowledge'>): Knowledge {
  if (knowledge !== null) return knowledge;
  throw new CodedError('KNOWLEDGE_OFF', 'This worker was given no folder for the knowledge base.');
}

/** The roles of whoever asked for the execution, as they are now: they decide what may be found, and no parameter can. */
export function rolesOfRequester(
  deps: KnowledgeAgentDependencies,
  { origin }: ActionContext,
): Promise<readonly Role[]> {
  return withTenant(deps.database, origin.tenant_id, (tx) => rolesOf(tx, origin.requested_by.user_id));
}
