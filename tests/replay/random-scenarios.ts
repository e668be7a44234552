import { z } from 'zod';
import { bindRun } from '../../contracts/action-handler.ts';
import { CodedError, isErrorCode } from '../../contracts/errors/index.ts';
import { type Plan, planSchema } from '../../contracts/plan/index.ts';
import { compilePlaybook } from '../../playbooks/compiler/index.ts';
import { messageNames } from '../../workflows/messages.ts';
import { propertyDefinitions } from '../properties/definitions.ts';
import { type Draw, randomPlaybook } from '../properties/random-playbook.ts';
import { propertyWorld } from '../properties/world.ts';
import type { Performance, Theatre } from '../rehearsal/open-theatre.ts';
import { readRecords } from '../rehearsal/records.ts';
import type { Scenario } from './plays.ts';

/** How many playbooks that nobody wrote are kept in the corpus; each number is its own seed. */
const howMany = 60;

/** Numbers from a seed (Park and Miller’s minimal standard generator). */
function drawing(seed: number): Draw {
  let state = (seed * 7_919 + 17) % 2_147_483_647;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return below <= 0 ? 0 : state % below;
  };
}

/** Real seconds pass here, so what would take an hour takes a moment. */
const short: Readonly<Record<string, number>> = {
  ...{ seconds: 0.05, timeout_seconds: 2, undo_window_seconds: 1, initial_interval_seconds: 0.02 },
};
function quick(plan: Plan): Plan {
  const text = JSON.stringify(plan, (key, value) => (typeof value === 'number' ? (short[key] ?? value) : value));
  return { ...planSchema.parse(JSON.parse(text)), timeout_seconds: plan.timeout_seconds };
}

/** The two actions of the properties on a real worker. */
export const randomHandlers = propertyDefinitions.map((definition) => {
  const tries = new Map<string, number>();
  const params = z.object({ value: z.number(), code: z.string().optional(), times: z.number().default(0) });
  return bindRun({
    definition,
    run: async (given, { origin }) => {
      const { value, code = '', times } = params.parse(given);
      const tried = (tries.get(origin.idempotency_key) ?? 0) + 1;
      tries.set(origin.idempotency_key, tried);
      if (tried <= times) throw new CodedError(isErrorCode(code) ? code : 'INTERNAL', 'It stumbles');
      return value;
    },
  });
});

/** Says at each gate what the world of the properties says, until the execution is over. */
async function company(theatre: Theatre, performance: Performance, isOver: () => boolean): Promise<void> {
  const answered = new Set<string>();
  while (!isOver()) {
    const { approvals } = await readRecords(theatre, performance);
    for (const asked of approvals.filter((each) => !answered.has(each.approval_id))) {
      answered.add(asked.approval_id);
      const said = propertyWorld.decision(asked.step_id, asked.iteration);
      const decision =
        said === null ? null : theatre.decision('ann', asked, { decision: said.decision, reason: 'other' });
      if (decision !== null) await performance.handle.signal(messageNames.decide, decision).catch(() => undefined);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const random =
  (seed: number): Scenario =>
  async (theatre) => {
    const { source, inputs, cancel_after_ms } = randomPlaybook(drawing(seed));
    const { plan } = compilePlaybook(source, { file: 'random.yaml', actions: propertyDefinitions });
    if (plan === null) throw new TypeError(`Seed ${seed} does not compile: ${source}`);
    const performance = await theatre.start(quick(plan), { inputs, entity: null });
    let over = false;
    const ended = performance.handle
      .result()
      .catch(() => undefined)
      .finally(() => {
        over = true;
      });
    if (cancel_after_ms !== null) await performance.handle.cancel().catch(() => undefined);
    await Promise.all([ended, company(theatre, performance, () => over)]);
    return performance;
  };

/** Playbooks of the generator, played on a real server: `random-000` and on. */
export const randomScenarios: Readonly<Record<string, Scenario>> = Object.fromEntries(
  Array.from({ length: howMany }, (_, seed) => [`random-${String(seed).padStart(3, '0')}`, random(seed)]),
);
