import { createOfflineEmbedder } from '../../activities/knowledge/embedding/offline-embedder.ts';
import { createSentenceLikeness } from '../../activities/knowledge/embedding/sentence-likeness.ts';
import { rubricAnswerSchema } from '../../contracts/model-answers.ts';
import type { Asking } from '../prompts/ask-chain.ts';
import type { AssertionHelp } from './assertions.ts';

const deadline_ms = 20_000;

/**
 * Likeness by the encoder that comes with the product, which needs no key and is loaded with the first question, and rubrics
 * by a model where one is configured; else rubrics are reported as not run. `close` gives the memory of the encoder back.
 */
export function openAssertionHelp(asking: Asking | null): AssertionHelp & { close(): Promise<void> } {
  const embedder = createOfflineEmbedder();
  return {
    similarity: { encoder: 'offline', likeness: createSentenceLikeness(embedder) },
    rubric: asking === null ? null : rubricBy(asking),
    close: () => embedder.close(),
  };
}

function rubricBy({ council, owner }: Asking): NonNullable<AssertionHelp['rubric']> {
  return async (text, rubric) => {
    const answer = await council.ask(
      {
        ...{ task: 'rubric', prompt: { name: 'rubric' }, schema: rubricAnswerSchema, deadline_ms },
        ...{ sources: [], variables: { text, rubric } },
      },
      owner,
    );
    const cost_usd = answer.cost_usd ?? 0;
    return { kept: answer.status === 'degraded' ? null : answer.value.kept, cost_usd };
  };
}
