/** The e-mail addresses in a text, each once: separated by commas, semicolons, spaces or new lines. */
export function readEmails(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((part) => part !== ''))];
}

/** Whether a group may be called so: a small letter, then small letters, digits, `-` or `_`. */
export function isGroupName(name: string): boolean {
  return /^[a-z][a-z0-9_-]{0,62}$/.test(name);
}
