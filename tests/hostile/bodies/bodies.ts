/** What no answer may show: it stands in every body that can hold a text. */
export const mark = 'body-mark-5127';

const deep = (levels: number, open: string, close: string) => open.repeat(levels) + close.repeat(levels);

/** Whole bodies, as bytes on the wire, that nobody who means well sends. */
export const hostileBodies: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>> = {
  'no text at all': '',
  'a null': 'null',
  'a number': '1e400',
  'a text': `"${mark}"`,
  'an empty list': '[]',
  'half a map': `{"a": "${mark}`,
  'two maps': '{}{}',
  'a comment': '{/* a */}',
  'ten thousand lists': deep(10_000, '[', ']'),
  'ten thousand maps': `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
  'a prototype': `{"__proto__": {"polluted": "${mark}"}, "constructor": {"prototype": {"polluted": 1}}}`,
  'a hundred thousand keys': `{${Array.from({ length: 100_000 }, (_, at) => `"k${at}":1`).join(',')}}`,
  'the same key again and again': `{${'"a":1,'.repeat(50_000)}"a":2}`,
  'two megabytes': `{"a": "${'x'.repeat(2 * 1024 ** 2)}"}`,
  'no UTF-8': new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0xc0, 0x80, 0x22, 0x3a, 0x31, 0x7d]),
  'UTF-16': new Uint8Array([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]),
};

/** Values that are put in the place of each part of a body that is otherwise as it should be, as JSON. */
export const hostileValues: Readonly<Record<string, string>> = {
  'the wrong type': '{"toString": 1}',
  'a hundred levels': deep(100, '[', ']'),
  'a NUL': `"${mark}\\u0000"`,
  'half a character': `"${mark}\\ud800"`,
  'a large number': '1e308',
  'a number beyond all': '1e400',
  'a negative number': '-9007199254740993',
  'a name of a prototype': '"__proto__"',
  'a prototype': '{"__proto__": {"polluted": true}}',
  'a long text': `"${'x'.repeat(300_000)}"`,
  'no text': '""',
  SQL: `"'; drop table approvals; -- ${mark}"`,
  'a path': `"../../../../etc/passwd ${mark}"`,
};
