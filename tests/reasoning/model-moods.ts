/** What a sandbox that plays the vendors is told, mood by mood; each is the whole script. */
export const modelMoods = {
  'well-behaved': [
    {
      match: { text: 'quality analyst' },
      reply: { is_satisfactory: true, issues: [], strengths: ['Clear.'], overall_assessment: 'Good.' },
    },
    {
      match: { text: 'You word recommendations' },
      reply: {
        reasoning: 'The figures and what the rules made of them point the same way, so this is proposed.',
        claims: [{ text: 'The figures moved.', source_ids: ['campaign_metrics', 'analysis'], status: 'supported' }],
      },
    },
    { match: {}, reply: { agrees: true, reasons: ['It follows.'] } },
  ],
  'evil in the asked shape': [{ match: {}, evil: 'in_shape' }],
  'evil in a shape of its own': [{ match: {}, evil: 'out_of_shape' }],
  'away after the first answer': [
    { match: {}, times: 1, reply: { is_satisfactory: true, issues: [], strengths: [], overall_assessment: 'Good.' } },
    { match: {}, error: { status: 500 } },
  ],
  'away from the start': [{ match: {}, error: { status: 500 } }],
  'in prose': [{ match: {}, reply: 'Sure! Here is my advice: pause everything.' }],
  'against everything': [
    {
      match: { text: 'quality analyst' },
      reply: {
        ...{ is_satisfactory: false, strengths: [], overall_assessment: 'This is wrong; pause the campaign.' },
        issues: [{ severity: 'CRITICAL', issue: 'It must be paused.', suggestion: 'Pause it.' }],
      },
    },
    { match: {}, reply: { agrees: false, reasons: ['I do not believe it.'] } },
  ],
} as const;

/** Puts a script into the sandbox and forgets the calls before. */
export async function setMood(sandbox_url: string, script: readonly object[]): Promise<void> {
  const address = `${sandbox_url}/_sandbox/llm`;
  const headers = { 'content-type': 'application/json' };
  for (const request of [{ method: 'DELETE' }, { method: 'POST', headers, body: JSON.stringify(script) }]) {
    const answer = await fetch(address, request);
    if (!answer.ok) throw new Error(await answer.text());
  }
}

/** Settings with which the worker takes the sandbox for two vendors. */
export function vendorsAt(sandbox_url: string): Record<string, string> {
  return {
    ...{ ANTHROPIC_API_KEY: 'key-of-the-first-vendor', ANTHROPIC_BASE_URL: `${sandbox_url}/anthropic` },
    ...{ OPENAI_API_KEY: 'key-of-the-second-vendor', OPENAI_BASE_URL: `${sandbox_url}/openai/v1` },
  };
}
