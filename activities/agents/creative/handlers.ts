import { z } from 'zod';
import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import type { Council } from '../../../contracts/council.ts';
import type { KnowledgePort } from '../../../contracts/knowledge.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { askWriter } from './ask-writer.ts';
import { briefOf } from './brief-of.ts';
import { checkAdCopy } from './check-ad-copy.action.ts';
import { draftOf } from './draft-of.ts';
import { knownOf } from './known-of.ts';
import { writeAdCopy } from './write-ad-copy.action.ts';

/** What a person may have entered; whatever else stands in it is not looked at. */
const enteredSchema = z.array(z.object({ headline: z.string().default(''), body: z.string().default('') }));
const mostEntered = 10;

/** The handlers of CreativeAgent. Without a council nothing is thought up: the brief asks a person. */
export function createCreativeHandlers(
  deps: Pick<HandlerDependencies, 'database' | 'clock'> & {
    readonly council: Council | null;
    readonly knowledge: KnowledgePort | null;
  },
): BoundHandler[] {
  return [
    bindRun({
      definition: writeAdCopy,
      run: async (question, { origin, signal, told }) => {
        const { ad_copy: copy, idea, model, refresh } = question;
        const { tenant_id, execution_id, campaign_id } = origin;
        const now = deps.clock.now();
        const brief = briefOf(question, await knownOf(deps, tenant_id, copy, idea, now));
        const owner = { tenant_id, execution_id, campaign_id: campaign_id ?? question.campaign_id, signal, told };
        const asked = { copy, brief, model: model ?? undefined, refresh };
        const { candidates, said } = await askWriter(deps.council, asked, owner);
        return draftOf(
          { copy, brief, by: 'model', candidates, day: now.toISOString().slice(0, 10), live: origin.mode === 'live' },
          said,
        );
      },
    }),
    bindRun({
      definition: checkAdCopy,
      run: async ({ ad_copy: copy, draft, variants }, { origin }) => {
        const entered = (enteredSchema.safeParse(variants).data ?? []).slice(0, mostEntered);
        const candidates = entered
          .map(({ headline, body }) => ({ headline: headline.trim(), body: body.trim() }))
          .filter(({ headline, body }) => headline !== '' || body !== '')
          .map((words) => ({ ...words, why: 'A person wrote it.', source_ids: [], objections: [] }));
        const status = candidates.length === 0 ? ('nothing_entered' as const) : ('entered' as const);
        const reason =
          status === 'entered' ? 'A person wrote the variants.' : 'Nothing was entered that has a headline or a text.';
        const day = deps.clock.now().toISOString().slice(0, 10);
        return draftOf(
          { copy, brief: draft.brief, by: 'person', candidates, day, live: origin.mode === 'live' },
          { status, reason, written_by: null, prompt_version: null, second_look: null },
        );
      },
    }),
  ];
}
