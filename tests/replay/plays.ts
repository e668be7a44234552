import type { Plan } from '../../contracts/plan/index.ts';
import { messageNames } from '../../workflows/messages.ts';
import type { Performance, Theatre } from '../rehearsal/open-theatre.ts';
import { action, computed, literal } from '../rehearsal/plans.ts';
import { approvalAsked } from '../rehearsal/records.ts';

/** Plays one story on a real server up to the point at which its history is kept; `history` is it, where it was already read. */
export type Scenario = (theatre: Theatre) => Promise<Pick<Performance, 'handle'> & { readonly history?: unknown }>;

/** An action that gives a value, and one that fails with a code so many times. */
export const echo = (id: string, source: string) =>
  action(id, 'echo', { params: { value: computed(source) }, output: id });
export const failing = (id: string, code: string, times = 1_000) =>
  action(id, 'fail', { params: { code: literal(code), times: literal(times) }, output: id });
/** A story that nobody takes part in. */
export const toTheEnd =
  (story: Plan, before: (theatre: Theatre) => void = () => undefined): Scenario =>
  async (theatre) => {
    before(theatre);
    const performance = await theatre.start(story);
    await performance.handle.result().catch(() => undefined);
    return performance;
  };

/** What somebody does about an approval. */
export type Answer = (
  theatre: Theatre,
  approval: Awaited<ReturnType<typeof approvalAsked>>,
  performance: Performance,
) => Promise<void>;

/** A story in which each approval is answered. */
export const answering =
  (story: Plan, answers: readonly Answer[], before: (theatre: Theatre) => void = () => undefined): Scenario =>
  async (theatre) => {
    before(theatre);
    const performance = await theatre.start(story);
    for (const [index, answer] of answers.entries()) {
      await answer(theatre, await approvalAsked(theatre, performance, index + 1), performance);
    }
    await performance.handle.result().catch(() => undefined);
    return performance;
  };

/** A decision of one of the people. */
export const say =
  (who: 'ann' | 'bob' | 'cas' | 'asker', more = {}): Answer =>
  (theatre, approval, performance) =>
    performance.handle.signal(messageNames.decide, theatre.decision(who, approval, more));
