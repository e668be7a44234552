import type { Council, CouncilBatch, CouncilDegraded } from '../../contracts/council.ts';

/** What a stand-in is asked: enough to tell cases, prompts and versions apart. */
export type Asked = {
  readonly task: string;
  readonly version: string | undefined;
  readonly model: string | undefined;
  readonly variables: Readonly<Record<string, string>>;
};

/** A council without a vendor: it says what it is told to, and remembers what it was asked. */
export function standInCouncil(
  say: (asked: Asked) => unknown,
): Council & CouncilBatch & { readonly asked: readonly Asked[] } {
  const asked: Asked[] = [];
  const ask: Council['ask'] = async ({ task, prompt, variables, schema, model }) => {
    const question = { task, version: prompt.version, model, variables };
    asked.push(question);
    const said = say(question);
    if (isDegraded(said)) return said;
    return {
      ...{ status: 'answered', value: schema.parse(said), model: model ?? 'stand-in', prompt_name: prompt.name },
      ...{ prompt_version: prompt.version ?? 'latest', prompt_digest: 'd', cached: false, cost_usd: 0.01 },
      ...{ verdict: 'not_verified', dissent: [], votes: [], not_verified_because: null, fallback_from: [] },
    };
  };
  const askMany: CouncilBatch['askMany'] = (questions, owner) =>
    Promise.all(questions.map((question) => ask({ ...question, deadline_ms: 1_000 }, owner)));
  return { asked, ask, askMany };
}

function isDegraded(said: unknown): said is CouncilDegraded {
  return typeof said === 'object' && said !== null && 'status' in said && said.status === 'degraded';
}

/** No answer, with a code and a reason. */
export function degraded(
  code: CouncilDegraded['code'],
  reason: string,
  more: Pick<CouncilDegraded, 'cost_usd' | 'invented'> = {},
): CouncilDegraded {
  return { status: 'degraded', code, reason, ...more };
}

/** An analysis with this root cause. */
export function analysisSaying(root_cause: string) {
  return {
    ...{ signal_analysis: 'Signals.', root_cause, supporting_evidence: [], contradictory_evidence: [] },
    ...{ confidence: 0.8, confidence_reasoning: 'So.' },
  };
}

/** Advice for this workflow, this sure. */
export function adviceFor(recommended_workflow: string, confidence = 0.8) {
  return {
    ...{ recommended_workflow, specific_action: 'Act.', reasoning: 'Because.', expected_impact: 'Better.' },
    ...{ risk_level: 'low', risk_factors: [], alternative_actions: [], success_metrics: [], confidence },
  };
}

/** What a judge says who gives one score for everything. */
export function scoresOf(score: number) {
  return {
    ...{ logical_consistency: score, evidence_support: score, alternative_consideration: score, clarity: score },
    ...{ overall_score: score, strengths: [], weaknesses: [], explanation: 'So.' },
  };
}
