import { expect, it } from 'vitest';
import { startTimeSkipping } from './index.ts';

it('three days pass in no time', async () => {
  const environment = await startTimeSkipping();
  try {
    const before = await environment.currentTimeMs();
    await environment.sleep('3 days');
    expect((await environment.currentTimeMs()) - before).toBeGreaterThanOrEqual(3 * 86_400_000);
  } finally {
    await environment.teardown();
  }
});
