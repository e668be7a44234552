import { z } from 'zod';

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** An ISO 4217 currency code in capitals, one that is in use. */
export const currencySchema = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .refine((code) => currencies.has(code), 'not a currency of ISO 4217');

/** An amount in integer minor units (cents for USD, whole yen for JPY). */
export const minorUnitsSchema = z.int().describe('integer minor units of the currency');

export * from './minor-units.ts';
