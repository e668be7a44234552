import { z } from 'zod';

/** A comment below a launch. `parent_id` is null for one that starts a thread. */
export const launchCommentSchema = z.object({
  comment_id: z.string(),
  parent_id: z.string().nullable(),
  body: z.string(),
  written_at: z.iso.datetime(),
  url: z.string().nullable(),
  votes: z.int(),
});
/** A comment below a launch. */
export type LaunchComment = z.infer<typeof launchCommentSchema>;

/** How the launch of a product is received at a moment, where people vote and talk about it. */
export const launchStateSchema = z.object({
  entity_id: z.string(),
  name: z.string(),
  url: z.string().nullable(),
  votes: z.int().describe('as the platform counts them now'),
  comments: z.int().describe('as the platform counts them now'),
  rank: z.int().positive().nullable().describe('place of the day; null where the platform does not tell'),
  created_at: z.iso.datetime(),
  featured_at: z.iso.datetime().nullable().describe('since when the platform shows it on its front page'),
  new_comments: z.array(launchCommentSchema).describe('those after the moment that was asked for, the newest first'),
  read_at: z.iso.datetime(),
});
/** How a launch is received. */
export type LaunchState = z.infer<typeof launchStateSchema>;
