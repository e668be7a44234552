import type { z } from 'zod';

function defaultOf(field: z.ZodType): string {
  const parsed = field.safeParse(undefined);
  return parsed.success && parsed.data !== undefined ? String(parsed.data) : '';
}

/** The text of .env.example: every variable with its description; those with a default or that may be absent are commented out. */
export function renderEnvironmentExample(groups: Readonly<Record<string, z.ZodObject>>): string {
  const lines = [
    '# Settings for running MBI against servers of your own. `npm start` needs none of them.',
    '# A line that is commented out shows the default, or a part that stays off until it is set.',
  ];
  for (const [title, schema] of Object.entries(groups)) {
    lines.push('', `# ${title}`);
    for (const [name, field] of Object.entries<z.ZodType>(schema.shape)) {
      lines.push(`# ${field.description ?? name}`);
      const may_be_absent = field.safeParse(undefined).success;
      lines.push(`${may_be_absent ? '# ' : ''}${name}=${defaultOf(field)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
