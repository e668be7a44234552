import { bigint, timestamp } from 'drizzle-orm/pg-core';

/**
 * A moment with time zone, to the millisecond. Finer than that would not survive a JavaScript Date,
 * and a list that pages by `created_at` would then repeat or skip rows.
 */
export const instant = () => timestamp({ withTimezone: true, precision: 3, mode: 'date' });

/**
 * When a row came to be; filled in by the database. Indexes over it are plain ascending ones, which Postgres reads
 * backwards for the newest first; Drizzle's `desc()` in an index means NULLS LAST, which serves no `order by … desc`.
 */
export const createdAt = () => instant().notNull().defaultNow();

/** An amount of money in integer minor units, or any other count that outgrows 32 bits. */
export const wholeNumber = () => bigint({ mode: 'number' });
