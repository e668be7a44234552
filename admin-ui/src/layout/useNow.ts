import { useEffect, useState } from 'react';

/** The present in milliseconds, renewed in steps, for ages and countdowns. */
export function useNow(step_ms: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), step_ms);
    return () => clearInterval(timer);
  }, [step_ms]);
  return now;
}
