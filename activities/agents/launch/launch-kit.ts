import { z } from 'zod';

const image = z.object({
  url: z.string(),
  width: z.int().positive(),
  height: z.int().positive(),
  bytes: z.int().positive(),
  media_type: z.string(),
});

/** What people give for a kit. Every text stands in it as it was given. */
export const launchBriefSchema = z.object({
  name: z.string().min(1),
  tagline: z.string().min(1),
  description: z.string().min(1),
  website_url: z.string().min(1),
  topics: z.array(z.string()),
  gallery: z.array(image),
  thumbnail: image.nullable(),
  why_built: z.string().min(1).describe('why the maker built it, in their own words'),
  what_is_new: z.string().min(1).describe('what it does that others do not'),
  question: z.string().min(1).describe('what the maker would like to hear from people'),
});
/** What people give for a kit. */
export type LaunchBrief = z.infer<typeof launchBriefSchema>;

/** Who does what, by name or address. */
export const launchOwnersSchema = z.object({ maker: z.string(), writer: z.string(), designer: z.string() });

/** Something that is wrong with a kit; one that `blocks` must be mended before a person can submit it. */
export const launchProblemSchema = z.object({ field: z.string(), problem: z.string(), blocks: z.boolean() });
/** Something that is wrong with a kit. */
export type LaunchProblem = z.infer<typeof launchProblemSchema>;

/** Everything that a person needs to submit a launch by hand. */
export const launchKitSchema = launchBriefSchema.omit({ why_built: true, what_is_new: true, question: true }).extend({
  ready: z.boolean().describe('nothing in it blocks'),
  first_comment: z.string(),
  problems: z.array(launchProblemSchema),
  schedule: z.object({
    timezone: z.string(),
    launch_at: z.iso.datetime(),
    launch_at_local: z.string().describe('as the clock shows it in that time zone'),
    day_ends_at: z.iso.datetime(),
  }),
  checklist: z.array(z.object({ task: z.string(), owner: z.string(), due_at: z.iso.datetime() })),
  text: z.string().describe('the kit in plain text, to be copied from'),
});
/** A launch kit. */
export type LaunchKit = z.infer<typeof launchKitSchema>;
