const sum = (term: string, times: number) => Array.from({ length: times }, () => term).join(' + ');

/** Each is more work than one expression may be, over a list `all` of ten thousand (or a million) numbers and a long text. */
export const costly: readonly string[] = [
  ...[
    'all.all(x, all.all(y, y >= 0))',
    'all.map(x, all)',
    'all.map(x, all.map(y, x * y))',
    'all.filter(x, all.exists(y, y == x + 0.5))',
  ],
  ...[
    'all.map(x, [x, x, x, x]).map(x, x.map(y, y))',
    'all.exists_one(x, all.exists_one(y, y == -1))',
    'all.map(x, long + string(x))',
  ],
  ...[
    'million.all(x, x >= 0)',
    'million.map(x, x)',
    'million.exists(x, x < 0)',
    'million.map(x, million)',
    'million.filter(x, false)',
    'million == million.map(x, x)',
  ],
  ...[
    'all.all(x, x in all)',
    'all.all(x, all == all)',
    'all.map(x, long.contains("b"))',
    'all.map(x, long.lowerAscii())',
    'all.map(x, long.matches("a.*b"))',
  ],
  ...[
    'long.matches("a.*b.*c")',
    'long.matches(".*a.*b")',
    sum('long', 30),
    sum('all', 30),
    `[${sum('all', 20)}].map(x, x)`,
  ],
  ...[
    '('.repeat(500),
    `${'['.repeat(100)}${']'.repeat(100)}`,
    `${'!'.repeat(1_500)}true`,
    `all${'.a'.repeat(500)}`,
    sum('1', 1_000),
    `"${'x'.repeat(3_000)}"`,
  ],
  ...[
    `${'-'.repeat(1_900)}1`,
    `${'true ? '.repeat(250)}1`,
    `${'true && '.repeat(240)}true`,
    `all${'[0]'.repeat(600)}`,
    `[${'1,'.repeat(900)}1]`,
  ],
  ...[
    'all.map(a, all.map(b, all.map(c, 1)))',
    'all.all(a, all.all(b, [b].all(c, true)))',
    `{${Array.from({ length: 200 }, (_, at) => `"${at}": ${at}`).join(', ')}}`,
  ],
];
