import type { Council, CouncilAnswered, CouncilDegraded, CouncilRequest } from '../../contracts/council.ts';

/** What a stand-in says to a task: an answer, or the code of why there is none. */
export type Said = Partial<CouncilAnswered<unknown>> | Omit<CouncilDegraded, 'status'>;

/** What was asked, of all that a request holds what tests look at. */
export type AskedOfStandIn = Pick<
  CouncilRequest<unknown>,
  'task' | 'deadline_ms' | 'variables' | 'sources' | 'optional_variables' | 'refresh'
> & { readonly version: string | undefined; readonly model: string | undefined };

/**
 * A council that says what it is told to, task by task, and remembers what it was asked. A list is said one after the other,
 * the last one again and again.
 */
export function standInCouncil(answers: Readonly<Record<string, Said | readonly Said[]>>) {
  const asked: AskedOfStandIn[] = [];
  const council: Council = {
    ask: async ({ prompt, schema, ...request }) => {
      const { task, deadline_ms, variables, sources, optional_variables, refresh, model } = request;
      const before = asked.filter((each) => each.task === task).length;
      asked.push({
        task,
        deadline_ms,
        variables,
        sources,
        optional_variables,
        refresh,
        version: prompt.version,
        model,
      });
      const told = answers[task];
      const said = isList(told) ? told[Math.min(before, told.length - 1)] : told;
      if (said === undefined || 'code' in said)
        return { status: 'degraded', code: said?.code ?? 'LLM_UNAVAILABLE', reason: said?.reason ?? 'away' };
      const { verdict = 'agreed', dissent = [], not_verified_because = null } = said;
      return {
        ...{ status: 'answered', model: 'stand-in', prompt_name: task, prompt_version: '1.0', prompt_digest: 'd' },
        ...{ cached: false, cost_usd: 0, votes: [], fallback_from: [], not_verified_because },
        ...{ verdict, dissent, value: schema.parse(said.value) },
      };
    },
  };
  return { council, asked };
}

function isList(told: Said | readonly Said[] | undefined): told is readonly Said[] {
  return Array.isArray(told);
}

/** What the stages work with besides the council: a clock that stands so many seconds after `begun`, and no records. */
export function quietStage(council: Council | null, begun: string, seconds = 1) {
  return {
    council,
    clock: { now: () => new Date(Date.parse(begun) + seconds * 1_000) },
    log: { info: () => undefined, warn: () => undefined },
    record: { calibration: async () => null, rightWhen: async () => null },
    recall: async () => [],
    examples: async () => '',
  };
}
