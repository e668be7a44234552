import type { ActionContext } from '../../../../contracts/action-handler.ts';
import type { Council } from '../../../../contracts/council.ts';
import type { KnowledgePort } from '../../../../contracts/knowledge.ts';
import type { HandlerDependencies } from '../../../handler-dependencies.ts';
import { examplesOf } from './examples-of.ts';
import { recallOf } from './recall.ts';
import type { ReviewDependencies } from './review.ts';

/** What every stage that asks a model is made of. */
export type VoiceDependencies = Pick<HandlerDependencies, 'database' | 'clock'> & {
  readonly council: Council | null;
  readonly knowledge?: KnowledgePort | null;
};

/** The council with the records of the tenant whose call this is. */
export function voicesOf(deps: VoiceDependencies, call: Pick<ActionContext, 'origin' | 'log'>): ReviewDependencies {
  const { tenant_id } = call.origin;
  return {
    ...{ council: deps.council, clock: deps.clock, log: call.log },
    recall: recallOf(deps.knowledge ?? null, tenant_id, call.log),
    examples: examplesOf(deps.database, tenant_id, call.log),
  };
}
