import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CodedError } from '../../contracts/errors/index.ts';
import { clarityOf, type GoldenExample, tagsOf } from '../../contracts/golden-example.ts';
import { campaignContextSchema } from '../../contracts/reasoning/campaign-context.ts';
import { type Expectation, expectations } from './expectations.ts';

const folder = join(import.meta.dirname, 'contexts');
/** When the cases of the files were judged; they have no history of their own. */
const judgedAt = '2026-11-01T00:00:00Z';

/** A golden case of the files with what else is known of it. */
export type FiledExample = { readonly example: GoldenExample; readonly expectation: Expectation };

function readContext(file: string) {
  const parsed = z.json().safeParse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  const context = campaignContextSchema.safeParse(parsed.data);
  if (context.success) return context.data;
  const detail = `${file} is no campaign context: ${z.prettifyError(context.error)}`;
  throw new CodedError('EVALUATION_CASE_INVALID', detail, { file });
}

/**
 * Reads the golden cases from their files, in order. Throws EVALUATION_CASE_INVALID for a file that is no context, for one
 * that nobody has judged, and for a judgement without a file.
 */
export function loadGolden(): readonly FiledExample[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  const unjudged = files.find((file) => !expectations.some(({ example_id }) => `${example_id}.json` === file));
  const missing = expectations.find(({ example_id }) => !files.includes(`${example_id}.json`));
  if (unjudged !== undefined)
    throw new CodedError('EVALUATION_CASE_INVALID', `${unjudged} has no expectation.`, { file: unjudged });
  if (missing !== undefined)
    throw new CodedError('EVALUATION_CASE_INVALID', `${missing.example_id} has no context.`, {
      file: missing.example_id,
    });
  return expectations.map((expectation) => {
    const context = readContext(`${expectation.example_id}.json`);
    const { example_id, campaign_name, human_decision, human_reasoning, cause, outcome } = expectation;
    return {
      expectation,
      example: {
        ...{ example_id, campaign_id: context.campaign_id, campaign_name, context, human_decision, human_reasoning },
        ...{ cause, outcome, confidence: outcome === null ? 0.5 : clarityOf(outcome) },
        ...{ decision_date: judgedAt, decided_by: 'marketing team' },
        tags: [...tagsOf({ context, human_decision }), ...(expectation.mvp ? ['mvp'] : [])],
      },
    };
  });
}
