import type { z } from 'zod';
import { isSecret, mayComeFromFile } from './marks.ts';

function defaultOf(field: z.ZodType): string {
  const parsed = field.safeParse(undefined);
  return parsed.success && parsed.data !== undefined ? String(parsed.data) : '';
}

/** The text of .env.example: every variable with its description; those with a default or that may be absent are commented out. */
export function renderEnvironmentExample(groups: Readonly<Record<string, z.ZodObject>>): string {
  const lines = [
    '# Settings for running MBI against servers of your own. `npm start` needs none of them.',
    '# A line that is commented out shows the default, or a part that stays off until it is set.',
    '# What is marked [secret] or [file] may be given as NAME_FILE instead: the path of a mounted file that holds it.',
  ];
  for (const [title, schema] of Object.entries(groups)) {
    lines.push('', `# ${title}`);
    for (const [name, field] of Object.entries<z.ZodType>(schema.shape)) {
      const mark = isSecret(field) ? ' [secret]' : mayComeFromFile(field) ? ' [file]' : '';
      lines.push(`# ${field.description ?? name}${mark}`);
      const may_be_absent = field.safeParse(undefined).success;
      lines.push(`${may_be_absent ? '# ' : ''}${name}=${defaultOf(field)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
