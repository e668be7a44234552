import { z } from 'zod';

/** An answer that a person may give to a comment; `draft` is null where only the maker can know. */
export const answerDraftSchema = z.object({
  comment_id: z.string(),
  comment: z.string(),
  url: z.string().nullable(),
  draft: z.string().nullable(),
});

/** How a launch stands, and what has come since the look before. */
export const launchReportSchema = z.object({
  post_id: z.string(),
  name: z.string(),
  url: z.string().nullable(),
  votes: z.int(),
  comments: z.int(),
  rank: z.int().nullable().describe('null where the platform does not tell'),
  votes_gained: z.int().nullable().describe('since the look before; null at the first'),
  comments_gained: z.int().nullable(),
  since: z.iso.datetime().nullable().describe('the look before'),
  read_at: z.iso.datetime(),
  course: z.array(z.object({ read_at: z.iso.datetime(), votes: z.int(), comments: z.int() })).describe('every look'),
  answer_drafts: z.array(answerDraftSchema).describe('for the comments since the look before; a person posts them'),
  day_over: z.boolean(),
  text: z.string(),
});
/** How a launch stands. */
export type LaunchReport = z.infer<typeof launchReportSchema>;

/** What the maker has said may be answered: to a comment that has the words `about` in it. */
export const knownAnswerSchema = z.object({ about: z.string().min(2), answer: z.string().min(1) });
