import { z } from 'zod';

const text = z.string().nullish().default(null);

/** A playbook as the screens need it; lists may leave the source out. */
export const playbookViewSchema = z
  .object({
    playbook_id: z.string(),
    slug: text,
    name: z.string().default(''),
    description: text,
    version: z.number().nullish().default(null),
    digest: text,
    source: text,
    edited_by_email: text,
    created_at: text,
    retired_at: text,
    versions: z.array(z.object({ version: z.number(), digest: z.string(), created_at: z.string() })).default([]),
  })
  .transform((playbook) => ({ ...playbook, id: playbook.playbook_id }));
/** A playbook as the screens need it. */
export type PlaybookView = z.output<typeof playbookViewSchema>;
