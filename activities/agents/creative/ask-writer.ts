import type { AdCopy } from '../../../contracts/ad-copy.ts';
import type { Council, CouncilOwner } from '../../../contracts/council.ts';
import { adCopyAnswerSchema } from '../../../contracts/model-answers.ts';
import { limitLines } from './brief-of.ts';
import type { CopyCandidate } from './checks/check-copy.ts';
import type { CopyBrief, CopyDraft } from './copy-draft.ts';
import { sourcesOf } from './draft-of.ts';
import { secondLookOf } from './second-look.ts';

/** Nobody waits at a screen for this, but an execution does. */
const deadlineMs = 20_000;

/** What a model wrote, or why there is nothing. */
type WriterAnswer = {
  readonly candidates: readonly CopyCandidate[];
  readonly said: Pick<CopyDraft, 'status' | 'reason' | 'written_by' | 'prompt_version' | 'second_look'>;
};

/**
 * Asks a model for variants. All it is told of the world are the words in use, their figures, and passages of the team’s
 * documents, each as data. Where there is another model it looks at what was written. Never throws for a fault of a model.
 */
export async function askWriter(
  council: Council | null,
  question: {
    readonly copy: AdCopy;
    readonly brief: CopyBrief;
    readonly model: string | undefined;
    readonly refresh: boolean;
  },
  owner: CouncilOwner,
): Promise<WriterAnswer> {
  const nobody = { written_by: null, prompt_version: null, second_look: null };
  if (council === null)
    return {
      candidates: [],
      said: { status: 'no_model', reason: 'No model is configured: a person writes the variants.', ...nobody },
    };
  const { copy, brief, model, refresh } = question;
  if (brief.rules === null)
    return {
      candidates: [],
      said: { status: 'model_silent', reason: `${copy.platform} has no words of ads.`, ...nobody },
    };
  const { guidelines, text, avoid, rules, ...told } = brief;
  const answer = await council.ask(
    {
      ...{ task: 'ad_copy', prompt: { name: 'ad_copy' } },
      variables: {
        brief: JSON.stringify({ campaign: copy.campaign_name, platform: copy.platform, ...told }),
        limits: limitLines(rules).join('\n'),
      },
      sources: sourcesOf(copy, brief).map(({ source_id, title, text: said }) => ({
        ...{ source_id, title, text: said, trusted: false },
      })),
      ...{
        schema: adCopyAnswerSchema,
        deadline_ms: deadlineMs,
        min_sources_per_claim: 1,
        verify: true,
        model,
        refresh,
      },
    },
    owner,
  );
  if (answer.status === 'degraded')
    return { candidates: [], said: { status: 'model_silent', reason: `${answer.code}: ${answer.reason}`, ...nobody } };
  const { second_look, against } = secondLookOf(answer);
  return {
    candidates: answer.value.variants.map((each, index) => ({ ...each, objections: against(index) })),
    said: {
      ...{ status: 'written', reason: 'A model wrote the variants; a person decides about each.' },
      ...{ written_by: answer.model, prompt_version: `${answer.prompt_name}@${answer.prompt_version}` },
      second_look,
    },
  };
}
