import { amount, defineFunctions, items, text, wrong } from './function-table.ts';
import { limits } from './limits.ts';

/** Methods of texts. Positions count UTF-16 units, as in CEL's string extension. `matches` is handled by the evaluator. */
export const textFunctions = defineFunctions([
  {
    name: 'contains',
    on: 'string',
    takes: ['string'],
    gives: 'boolean',
    run: (self, part) => text(self).includes(text(part)),
  },
  {
    name: 'startsWith',
    on: 'string',
    takes: ['string'],
    gives: 'boolean',
    run: (self, part) => text(self).startsWith(text(part)),
  },
  {
    name: 'endsWith',
    on: 'string',
    takes: ['string'],
    gives: 'boolean',
    run: (self, part) => text(self).endsWith(text(part)),
  },
  {
    name: 'lowerAscii',
    on: 'string',
    takes: [],
    gives: 'string',
    run: (self) => text(self).replace(/[A-Z]/g, (letter) => letter.toLowerCase()),
  },
  {
    name: 'upperAscii',
    on: 'string',
    takes: [],
    gives: 'string',
    run: (self) => text(self).replace(/[a-z]/g, (letter) => letter.toUpperCase()),
  },
  { name: 'trim', on: 'string', takes: [], gives: 'string', run: (self) => text(self).trim() },
  {
    name: 'indexOf',
    on: 'string',
    takes: ['string'],
    gives: 'integer',
    run: (self, part) => text(self).indexOf(text(part)),
  },
  {
    name: 'split',
    on: 'string',
    takes: ['string'],
    gives: 'list_of_strings',
    run: (self, separator) => text(self).split(text(separator)),
  },
  {
    name: 'substring',
    on: 'string',
    takes: ['integer'],
    optional: ['integer'],
    gives: 'string',
    run: (self, from, to) => {
      const whole = text(self);
      const start = amount(from);
      const end = to === undefined ? whole.length : amount(to);
      if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end < start || end > whole.length) {
        throw wrong('substring() goes outside the text', 'Check size() of the text first.');
      }
      return whole.slice(start, end);
    },
  },
  {
    name: 'join',
    on: 'list',
    items: 'string',
    takes: [],
    optional: ['string'],
    gives: 'string',
    run: (self, separator) => {
      const parts = items(self).map((part) => (typeof part === 'string' ? part : null));
      const texts = parts.filter((part) => part !== null);
      if (texts.length < parts.length)
        throw wrong('join() needs a list of texts', 'Turn each item into a text with map().');
      const between = separator === undefined ? '' : text(separator);
      const length = texts.reduce((sum, part) => sum + part.length + between.length, 0);
      if (length > limits.builtSize) throw wrong('join() builds too long a text', 'Join fewer items.');
      return texts.join(between);
    },
  },
]);
