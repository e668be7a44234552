import type { Change } from '../../contracts/change-set.ts';
import type { ActionStep, Plan, Step } from '../../contracts/plan/index.ts';
import type { Chance, World } from './money-world.ts';

type Thread = Generator<undefined, void>;

/** Runs a plan over a world in the way that chance has it: every condition, length, failure, delay and order of branches may come. */
export function rehearse(plan: Plan, world: World, chance: Chance): void {
  const applied: Change[] = [];
  const pick = (count: number) => Math.floor(chance() * count);

  function* runAll(steps: readonly Step[], item: string): Thread {
    for (const step of steps) yield* runStep(step, item);
  }

  function* runStep(step: Step, item: string): Thread {
    yield;
    switch (step.kind) {
      case 'action':
        return yield* runWrite(step, item);
      case 'parallel':
        return yield* atOnce(
          step.branches.map((branch) => runAll(branch, item)),
          step.join === 'any',
        );
      case 'switch':
        return yield* runAll(chance() < 0.5 ? (step.cases[0]?.steps ?? []) : step.otherwise, item);
      case 'for_each': {
        const rounds = step.items.source === '[1, 2]' ? 2 : pick(5);
        const waiting = Array.from({ length: rounds }, () => runItem(step.steps, `c${pick(3)}`));
        return yield* inLanes(waiting, step.max_parallel);
      }
      case 'repeat':
        for (let round = 0; round < step.max_iterations && chance() < 0.9; round += 1) yield* runAll(step.steps, item);
        return;
      case 'try':
        try {
          yield* runAll(step.steps, item);
          if (chance() < 0.3) throw new Error('chance');
        } catch {
          yield* runAll(step.catches[0]?.steps ?? [], item);
        } finally {
          yield* runAll(step.finally, item);
        }
        return;
      default:
        if (step.kind === 'wait') world.pass(20 * 3_600);
    }
  }

  function* runItem(steps: readonly Step[], item: string): Thread {
    try {
      yield* runAll(steps, item);
    } catch {
      // on_item_error: continue
    }
  }

  function* runWrite(step: ActionStep, item: string): Thread {
    const source = step.params.campaign_id?.kind === 'expression' ? step.params.campaign_id.expression.source : '';
    const campaign_id = source === 'item' ? item : 'c0';
    for (let tries = 0; tries < 3; tries += 1) {
      const change = greedy(step, campaign_id);
      if (change === null) return;
      if (!world.allows(plan, change)) {
        if (step.on_error === 'continue') return;
        if (step.on_error === 'compensate') takeBack();
        throw new Error('blocked');
      }
      // People think it over.
      yield;
      if (world.apply(change)) {
        applied.push(change);
        return;
      }
    }
  }

  /** Of several wishes, mostly the one that moves most of what the guardrails let pass: what a bound must withstand. */
  function greedy(step: ActionStep, campaign_id: string): Change | null {
    const wishes = Array.from({ length: 8 }, () => world.wish(step, campaign_id)).filter((each) => each !== null);
    const allowed = wishes.filter((each) => world.allows(plan, each));
    const [most] = allowed.sort((one, other) => other.money_moved_minor - one.money_moved_minor);
    return (chance() < 0.9 ? most : null) ?? wishes[0] ?? null;
  }

  function takeBack(): void {
    for (const change of applied.splice(0).reverse())
      world.apply({ ...change, before: change.after, after: change.before });
  }

  function* atOnce(threads: readonly Thread[], anyWins: boolean): Thread {
    const open = [...threads];
    while (open.length > 0) {
      const at = pick(open.length);
      if (open[at]?.next().done === true) {
        open.splice(at, 1);
        // Losers go on for a moment: what they have begun is seen through.
        if (anyWins && chance() < 0.5) return;
      }
      yield;
    }
  }

  function* inLanes(waiting: Thread[], lanes: number): Thread {
    const lane = function* (): Thread {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) yield* next;
    };
    yield* atOnce(Array.from({ length: lanes }, lane), false);
  }

  function drive(thread: Thread): boolean {
    try {
      while (thread.next().done !== true) {
        if (chance() < 0.2) world.pass(Math.floor(chance() * (chance() < 0.5 ? 2 : 26) * 3_600));
        if (chance() < 0.05) world.meddle();
        if (world.elapsed() > plan.timeout_seconds) return true;
      }
      return chance() < 0.8;
    } catch {
      return false;
    }
  }

  if (!drive(runAll(plan.steps, 'c1'))) drive(runAll(plan.on_failure ?? [], 'c1'));
}
