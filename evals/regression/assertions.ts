import { z } from 'zod';
import type { WorkflowType } from '../../contracts/recommendation.ts';

/** One thing that must hold of an output. */
export type Assertion =
  | { readonly type: 'is-json' }
  | { readonly type: 'workflow-match' }
  | { readonly type: 'contains'; readonly text: string }
  | {
      readonly type: 'similar';
      readonly statement: string;
      readonly threshold: number;
      /** The same for the encoder that comes with the product, whose likenesses lie lower. */
      readonly offline_threshold: number;
    }
  | { readonly type: 'rubric'; readonly rubric: string };

/** What came of one. `score` is null when nobody was there to judge, which neither passes nor fails. */
export type Asserted = {
  readonly type: Assertion['type'];
  readonly score: number | null;
  readonly reason: string;
  /** What a judge cost, US dollars; nothing when left out. */
  readonly cost_usd?: number;
};

/** What assertions may ask: how alike two texts are, 0–1, by which encoder, and how well a text keeps a rubric, 0–1. */
export type AssertionHelp = {
  readonly similarity: {
    readonly encoder: 'offline' | 'remote';
    readonly likeness: (text: string, statement: string) => Promise<number>;
  } | null;
  readonly rubric:
    | ((text: string, rubric: string) => Promise<{ readonly kept: number | null; readonly cost_usd: number }>)
    | null;
};

const outputSchema = z.looseObject({ recommended_workflow: z.string() });

/** A score from which a rubric is kept. */
const rubricFrom = 0.75;

function parsed(output: string): { readonly value: unknown } | { readonly error: string } {
  try {
    const value: unknown = JSON.parse(output);
    return { value };
  } catch (error) {
    return { error: error instanceof Error ? error.message : 'It is no JSON.' };
  }
}

/** Compares the recommended workflow with the expected one: 1 or 0, with both values in the reason. */
export function workflowMatch(output: string, expected: WorkflowType): Asserted {
  const json = parsed(output);
  if ('error' in json) return { type: 'workflow-match', score: 0, reason: json.error };
  const answer = outputSchema.safeParse(json.value);
  const actual = answer.success ? answer.data.recommended_workflow : 'no recommended_workflow';
  const reason = `expected ${expected}, got ${actual}`;
  return { type: 'workflow-match', score: actual === expected ? 1 : 0, reason };
}

/** Checks one assertion on an output. */
export async function assertOutput(
  output: string,
  assertion: Assertion,
  expected: WorkflowType,
  help: AssertionHelp,
): Promise<Asserted> {
  const { type } = assertion;
  switch (type) {
    case 'is-json': {
      const json = parsed(output);
      return { type, score: 'error' in json ? 0 : 1, reason: 'error' in json ? json.error : 'valid JSON' };
    }
    case 'workflow-match':
      return workflowMatch(output, expected);
    case 'contains': {
      const found = output.toLowerCase().includes(assertion.text.toLowerCase());
      return { type, score: found ? 1 : 0, reason: `"${assertion.text}" is ${found ? '' : 'not '}there` };
    }
    case 'similar': {
      if (help.similarity === null) return { type, score: null, reason: 'no encoder to compare with' };
      const { encoder, likeness } = help.similarity;
      const alike = await likeness(output, assertion.statement);
      const least = encoder === 'offline' ? assertion.offline_threshold : assertion.threshold;
      return { type, score: alike >= least ? 1 : 0, reason: `${alike.toFixed(2)} of ${least}, ${encoder} encoder` };
    }
    case 'rubric': {
      const { kept, cost_usd } = (await help.rubric?.(output, assertion.rubric)) ?? { kept: null, cost_usd: 0 };
      const reason = kept === null ? 'no judge to ask' : `a judge gives ${kept.toFixed(2)}`;
      return { type, score: kept === null ? null : kept >= rubricFrom ? 1 : 0, reason, cost_usd };
    }
  }
}
