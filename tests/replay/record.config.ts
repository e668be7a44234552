import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

/** Runs the recorder of the replay corpus instead of the tests. */
export default defineConfig({ ...base, test: { ...base.test, include: ['tests/replay/record.ts'] } });
