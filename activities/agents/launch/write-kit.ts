import type { z } from 'zod';
import { problemsOf } from './check-kit.ts';
import type { LaunchBrief, LaunchKit, launchOwnersSchema } from './launch-kit.ts';
import { launchDay, pacificClock } from './launch-time.ts';
import { launchTimezone } from './limits.ts';

const hour = 3_600_000;

function checklistOf(begins: Date, { maker, writer, designer }: z.infer<typeof launchOwnersSchema>) {
  const before = (hours: number) => new Date(begins.getTime() - hours * hour).toISOString();
  return [
    { task: 'Gallery and thumbnail are final.', owner: designer, due_at: before(7 * 24) },
    { task: 'Name, tagline, description and first comment are final.', owner: writer, due_at: before(5 * 24) },
    { task: 'The page behind the link works and says the same.', owner: maker, due_at: before(2 * 24) },
    { task: 'Submit by hand, scheduled for the launch time.', owner: maker, due_at: before(24) },
    {
      task: 'Post the first comment, and tell here under which number the launch is.',
      owner: maker,
      due_at: before(0),
    },
    { task: 'Answer every comment of the day. Nobody is asked for votes.', owner: maker, due_at: before(-24) },
  ];
}

/**
 * Makes the kit of what people have given: nothing is added to their words, and no figure comes from anywhere but the clock and
 * the limits. What is wrong is listed, and the kit is ready only when nothing of it blocks.
 */
export function kitOf(
  brief: LaunchBrief,
  owners: z.infer<typeof launchOwnersSchema>,
  launch_date: string,
  now: Date,
): LaunchKit {
  const { why_built, what_is_new, question, ...given } = brief;
  const first_comment = [why_built, what_is_new, question].map((text) => text.trim()).join('\n\n');
  const { begins, ends } = launchDay(launch_date);
  const late = begins <= now ? [{ field: 'launch_date', problem: 'That day has begun already.', blocks: true }] : [];
  const problems = [...problemsOf(brief, first_comment), ...late];
  const launch_at_local = pacificClock(begins);
  const text = [
    ...[`Name: ${given.name}`, `Tagline: ${given.tagline}`, `Link: ${given.website_url}`],
    ...[`Topics: ${given.topics.join(', ')}`, `Launch: ${launch_at_local} Pacific time`, ''],
    ...['Description:', given.description, '', 'First comment:', first_comment],
    ...problems.map((each) => `${each.blocks ? 'To mend' : 'To look at'}: ${each.field}: ${each.problem}`),
  ].join('\n');
  return {
    ...given,
    ready: problems.every((each) => !each.blocks),
    first_comment,
    problems,
    schedule: {
      ...{ timezone: launchTimezone, launch_at: begins.toISOString(), launch_at_local },
      day_ends_at: ends.toISOString(),
    },
    checklist: checklistOf(begins, owners),
    text,
  };
}
