import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createAsk, saysYes } from './ask.ts';

const terminal = (isTTY: boolean) => Object.assign(new PassThrough(), { isTTY });

describe('asking at a terminal', () => {
  it('gives the line that is answered, and writes the question where results do not go', async () => {
    const [input, output] = [terminal(true), terminal(true)];
    const answer = createAsk(input, output)?.('Deploy? ');
    input.write('yes\n');
    expect(await answer).toBe('yes');
    expect(String(output.read())).toContain('Deploy? ');
  });

  it('takes the end of the input for no answer', async () => {
    const [input, output] = [terminal(true), terminal(true)];
    const answer = createAsk(input, output)?.('Deploy? ');
    input.end();
    expect(await answer).toBe('');
  });

  it.each([
    ['input', false, true],
    ['output', true, false],
  ])('asks nobody when the %s is no terminal', (_, input, output) => {
    expect(createAsk(terminal(input), terminal(output))).toBe(null);
  });

  it.each([
    ...['y', 'Y', 'yes', ' YES '].map((each) => [each, true] as const),
    ...['', 'n', 'no', 'yess', 'ja', 'y y'].map((each) => [each, false] as const),
  ])('takes %j for %s', (answer, yes) => {
    expect(saysYes(answer)).toBe(yes);
  });
});
