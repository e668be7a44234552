import { describe, expect, it } from 'vitest';
import { tidy } from './plain-text.ts';

describe('text as it is stored', () => {
  it('holds nothing that people do not see', () => {
    expect(tidy('pay\u200B now\u202E\u2066 \u{E0041}\u{E0042}\uFE0F')).toBe('pay now');
  });

  it('writes equal characters equally', () => {
    expect(tidy('Cafe\u0301')).toBe('Caf\u00E9');
  });

  it('has line feeds alone, no blanks at line ends and one blank line at most', () => {
    expect(tidy('  a \t b\u00A0 \r\n\r\n\r\n\r\nc\rd\u2028e\n')).toBe('a b\n\nc\nd\ne');
  });

  it('holds no control characters', () => {
    expect(tidy('a\u0000b\u0007c')).toBe('a b c');
  });

  it('is not changed by tidying it again', () => {
    const once = tidy('# One\r\n\r\n\r\n two\u200B  three ');
    expect(tidy(once)).toBe(once);
  });
});
