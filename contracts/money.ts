import { z } from 'zod';

/** An ISO 4217 currency code in capitals. */
export const currencySchema = z.string().regex(/^[A-Z]{3}$/);

/** An amount in integer minor units (cents for USD, whole yen for JPY). */
export const minorUnitsSchema = z.int().describe('integer minor units of the currency');

export * from './minor-units.ts';
