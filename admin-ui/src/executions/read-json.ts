/** A value that a person typed: JSON, or the text itself where it is none. Empty is null. */
export function readValue(text: string): unknown {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  try {
    return JSON.parse(trimmed);
  } catch {
    return trimmed;
  }
}

/** An object that a person typed as JSON; empty text is an empty object, anything else that is no object is null. */
export function readObject(text: string): Readonly<Record<string, unknown>> | null {
  const value = text.trim() === '' ? {} : readValue(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return Object.fromEntries(Object.entries(value));
}
