import { z } from 'zod';

/** When an analysis began, so that every stage knows how much of the common time is left. */
export const startedAt = z.iso
  .datetime({ offset: true })
  .nullish()
  .describe('when the analysis began; the whole time is left when nobody says');

/** Which prompt and model a person asked for; the registry and the routing table decide otherwise. */
export const voiceShape = {
  prompt_version: z.string().max(200).nullish().describe('`1.1` for the wording, `critique=1.1` for another prompt'),
  model: z.string().max(100).nullish().describe('a configured model that is asked first'),
  refresh: z.boolean().default(false).describe('asks anew although an earlier answer would serve'),
};
