import { describe, expect, it } from 'vitest';
import { readArguments } from './arguments.ts';

describe('what stands behind `npm start --`', () => {
  it('nothing means the usual port and the demo', () => {
    expect(readArguments([])).toEqual({ port: null, demo: true });
  });

  it('a port and --no-demo are read', () => {
    expect(readArguments(['--port', '8123', '--no-demo'])).toEqual({ port: 8123, demo: false });
  });

  it.each([[['--port', 'abc']], [['--port', '70000']], [['--prot', '1']], [['extra']]])(
    '%j is refused with the usage',
    (words) => {
      expect(() => readArguments(words)).toThrow(/Usage: npm start/);
    },
  );
});
