import { z } from 'zod';

/**
 * The largest playbook that is read, bytes of UTF-8: five times the largest that ships, and little enough that a text made to
 * be slow is refused at once.
 */
export const mostPlaybookBytes = 128 * 1024;

/** The text of a playbook as a request brings it: YAML of at most 128 KB. What is wrong inside is told by compiling it. */
export const playbookSourceSchema = z.string().max(mostPlaybookBytes).describe('the YAML');
