import { describe, expect, it } from 'vitest';
import { replyOf } from '../door/reply.ts';
import { readMoney } from './money.ts';
import { readMultipart } from './multipart.ts';
import { readWallTime, wallTime } from './wall-time.ts';

const type = 'multipart/form-data; boundary=mark';
const form = (...parts: string[]) =>
  Buffer.from(`${parts.map((part) => `--mark\r\n${part}\r\n`).join('')}--mark--\r\n`, 'latin1');
const part = (name: string, value: string, more = '') =>
  `Content-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}`;

function messageOf(work: () => unknown) {
  try {
    work();
  } catch (error) {
    return JSON.stringify(replyOf(error)?.body);
  }
  return null;
}

describe('a multipart form', () => {
  it('gives each part its bytes, line ends and dashes included', () => {
    const parts = readMultipart(type, form(part('a', 'x'), part('file', 'b\r\n--c\xff\r\n', '; filename="p.png"')));
    expect(parts.get('a')).toEqual({ name: 'a', filename: null, bytes: Buffer.from('x') });
    expect(parts.get('file')).toEqual({
      name: 'file',
      filename: 'p.png',
      bytes: Buffer.from('b\r\n--c\xff\r\n', 'latin1'),
    });
  });

  it('may quote its boundary, and hold empty parts', () => {
    const parts = readMultipart('multipart/form-data; charset=utf-8; boundary="mark"', form(part('a', '')));
    expect(parts.get('a')?.bytes.length).toBe(0);
  });

  it.each([
    ['another type', 'application/json', form(part('a', 'x')), 'multipart'],
    ['no end', type, Buffer.from(`--mark\r\n${part('a', 'x')}\r\n`), 'end'],
    ['nothing at all', type, Buffer.alloc(0), 'end'],
    ['a part without a name', type, form('Content-Type: text/plain\r\n\r\nx'), 'name'],
    ['a name given twice', type, form(part('a', 'x'), part('a', 'y')), 'a:'],
  ])('is refused with %s', (_, contentType, body, told) => {
    expect(messageOf(() => readMultipart(contentType, body))).toContain(told);
  });
});

describe('money and times', () => {
  it('are numbers in major units, exact to the smallest unit', () => {
    expect([readMoney(19.99, 'USD', 'x'), readMoney(0.29, 'USD', 'x'), readMoney(1200, 'JPY', 'x')]).toEqual([
      1999, 29, 1200,
    ]);
    for (const wrong of ['19.99', 0, -1, Number.NaN, 1.005, null]) {
      expect(messageOf(() => readMoney(wrong, 'USD', 'bid_price'))).toContain('bid_price');
    }
    expect(messageOf(() => readMoney(12.5, 'JPY', 'bid_price'))).toContain('decimals');
  });

  it('have one form, and no day that there is not', () => {
    const instant = Date.parse('2026-11-21T12:00:00Z');
    expect(wallTime(instant)).toBe('2026-11-21 12:00:00');
    expect(readWallTime('2026-11-21 12:00:00', 'x')).toBe(instant);
    for (const wrong of ['2026-11-21', '2026-11-21T12:00:00Z', '2026-02-30 00:00:00', 5, null]) {
      expect(messageOf(() => readWallTime(wrong, 'end_time'))).toContain('end_time');
    }
  });
});
