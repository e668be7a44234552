const stopWords = new Set(
  (
    'a about after again all also although am an and any are as at be because been before being but by can could did do does doing ' +
    'for from had has have having he her here his how i if in into is it its itself just like may me might more most much must my no ' +
    'nor not now of off on once only or other our out over own same shall she should so some such than that the their them then there ' +
    'these they this those through to too under until up us very was we were what when where which while who whom whose why will ' +
    'with would yes you your'
  ).split(' '),
);

/** The words of a text that carry meaning, as stems, in their order and with repetitions. English. */
export function termsOf(text: string): string[] {
  const words =
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word) => !stopWords.has(word)).map(stem);
}

/** A few endings off, so that `budgets` meets `budget` and `raised` meets `raise`; both sides are cut alike. */
function stem(word: string): string {
  if (word.length <= 3) return word;
  const cut = word
    .replace(/ies$/, 'y')
    .replace(/(ss|x|ch|sh)es$/, '$1')
    .replace(/(?<!s|u|i)s$/, '')
    .replace(/(?<=\w{3})(ing|ed|ly|ment)$/, '');
  return cut.replace(/([bdgklmnprt])\1$/, '$1').replace(/e$/, '');
}
