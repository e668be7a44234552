import { z } from 'zod';

/** A setting on or off, written `true` or `false`. */
export const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** Marks a setting whose value nobody may read. It may come from a file instead: `<NAME>_FILE` (see secret-files.ts). */
export function secret<T extends z.ZodType>(field: T): T {
  return field.meta({ secret: true });
}

/** A secret that may be absent. */
export function optionalSecret(description: string) {
  return secret(z.string().optional().describe(description));
}

/** A long public text, such as a certificate, that may be absent and may come from a file instead. */
export function optionalDocument(description: string) {
  return z.string().optional().describe(description).meta({ from_file: true });
}

/** Whether nobody may read a setting. The mark goes with the outermost schema: set it last. */
export function isSecret(field: z.ZodType): boolean {
  return field.meta()?.secret === true;
}

/** Whether a setting may come from a file: every secret, and every long text. */
export function mayComeFromFile(field: z.ZodType): boolean {
  return isSecret(field) || field.meta()?.from_file === true;
}
