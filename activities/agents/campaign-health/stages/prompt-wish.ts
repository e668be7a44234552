/** A prompt of a stage, as the registry names it. */
type StagePrompt = 'critique' | 'word_recommendation';

/**
 * Which version of a prompt was wished for: `1.1` alone means the prompt that words the recommendation, `critique=1.1` names
 * one, and commas join several. Undefined leaves the choice to the registry.
 */
export function wishedVersion(wish: string | null | undefined, prompt: StagePrompt): string | undefined {
  for (const part of (wish ?? '').split(',')) {
    const [name, version] = part.includes('=') ? part.split('=', 2) : ['word_recommendation', part];
    if (name?.trim() === prompt && version !== undefined && version.trim() !== '') return version.trim();
  }
  return undefined;
}
