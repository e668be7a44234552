import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { withTenant } from '../../../db/connect.ts';
import { listActivePlans, listMeasuredRecommendations } from '../../../db/queries/knowledge-outcomes.ts';
import { answerKnowledge } from './answer.action.ts';
import { deleteDocument } from './delete-document.action.ts';
import { ingestAll } from './ingest-all.ts';
import { ingestDocument } from './ingest-document.action.ts';
import { ingestOutcomes } from './ingest-outcomes.action.ts';
import { ingestPlaybooks } from './ingest-playbooks.action.ts';
import { type KnowledgeAgentDependencies, knowledgeOf, rolesOfRequester } from './knowledge-agent.ts';
import { outcomeDocument } from './outcome-document.ts';
import { playbookDocument } from './playbook-document.ts';
import { refreshKnowledge } from './refresh.action.ts';
import { searchKnowledge } from './search.action.ts';

/** The handlers of KnowledgeAgent. */
export function createKnowledgeHandlers(deps: KnowledgeAgentDependencies): BoundHandler[] {
  return [reads, searches, answers, deletes, outcomes, playbooks, refreshes].map((create) => create(deps));
}

function reads(deps: KnowledgeAgentDependencies): BoundHandler {
  return bindRun({
    definition: ingestDocument,
    async run({ document_id, document }, { origin, signal }) {
      const { tenant_id } = origin;
      const knowledge = knowledgeOf(deps);
      if ((document_id === undefined) === (document === undefined))
        throw new CodedError('ACTION_PARAMS_INVALID', 'Name a document_id or give a document, one of both.');
      if (document === undefined) return knowledge.ingest(tenant_id, document_id ?? '', { signal });
      const accepted = await knowledge.accept(tenant_id, document, origin.requested_by.email);
      return knowledge.ingest(tenant_id, accepted.document_id, { signal });
    },
  });
}

function searches(deps: KnowledgeAgentDependencies): BoundHandler {
  return bindRun({
    definition: searchKnowledge,
    async run({ with_text, ...query }, context) {
      const roles = await rolesOfRequester(deps, context);
      const { signal, origin } = context;
      const passages = await knowledgeOf(deps).search(origin.tenant_id, { ...query, roles, signal });
      return {
        passages: with_text ? passages : passages.map((each) => ({ ...each, title: '', section: '', text: '' })),
      };
    },
  });
}

function answers(deps: KnowledgeAgentDependencies): BoundHandler {
  return bindRun({
    definition: answerKnowledge,
    async run({ with_text, ...query }, context) {
      const roles = await rolesOfRequester(deps, context);
      const { signal, origin } = context;
      const answer = await knowledgeOf(deps).answer(origin.tenant_id, { ...query, roles, signal });
      if (with_text || answer.status === 'not_found') return answer;
      return { ...answer, answer: '', citations: answer.citations.map((each) => ({ ...each, title: '', quote: '' })) };
    },
  });
}

function deletes(deps: KnowledgeAgentDependencies): BoundHandler {
  return bindRun({
    definition: deleteDocument,
    run: ({ document_id }, { origin }) => knowledgeOf(deps).remove(origin.tenant_id, document_id),
  });
}

function outcomes(deps: KnowledgeAgentDependencies): BoundHandler {
  return bindRun({
    definition: ingestOutcomes,
    async run({ days, limit }, context) {
      const since = new Date(deps.clock.now().getTime() - days * 86_400_000);
      const rows = await withTenant(deps.database, context.origin.tenant_id, (tx) =>
        listMeasuredRecommendations(tx, { since, limit }),
      );
      return ingestAll(knowledgeOf(deps), rows.map(outcomeDocument), context);
    },
  });
}

function playbooks(deps: KnowledgeAgentDependencies): BoundHandler {
  return bindRun({
    definition: ingestPlaybooks,
    async run(_params, context) {
      const plans = await withTenant(deps.database, context.origin.tenant_id, listActivePlans);
      return ingestAll(knowledgeOf(deps), plans.map(playbookDocument), context);
    },
  });
}

function refreshes(deps: KnowledgeAgentDependencies): BoundHandler {
  return bindRun({
    definition: refreshKnowledge,
    run: (_params, { origin, signal, heartbeat }) => knowledgeOf(deps).refresh(origin.tenant_id, { signal, heartbeat }),
  });
}
