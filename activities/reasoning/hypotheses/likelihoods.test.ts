import { assert, constantFrom, double, property, record, subarray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likelihoods, priors, signNames, weighedCauses } from './likelihoods.ts';
import { posteriorOf } from './network.ts';

const all = new Set(weighedCauses);
const share = double({ min: 0, max: 1, noNaN: true });

describe('the table of the network', () => {
  it.each(signNames)('%s: probabilities, a reason, and likelier with a cause than without any', (name) => {
    const { leak, by, reason } = likelihoods[name];
    expect(leak).toBeGreaterThan(0);
    expect(leak).toBeLessThan(1);
    expect(reason.length).toBeGreaterThan(20);
    expect(Object.keys(by).length).toBeGreaterThan(0);
    for (const chance of Object.values(by)) {
      expect(chance).toBeGreaterThan(leak);
      expect(chance).toBeLessThan(1);
    }
  });

  it.each(weighedCauses)('%s: a prior, and at least two signs that tell it', (cause) => {
    expect(priors[cause]).toBeGreaterThan(0);
    expect(priors[cause]).toBeLessThan(0.2);
    const telling = signNames.filter((name) => (likelihoods[name].by[cause] ?? 0) >= 0.6);
    expect(telling.length).toBeGreaterThanOrEqual(2);
  });

  it('leaves no two causes with the same signs', () => {
    const prints = weighedCauses.map((cause) => signNames.map((name) => likelihoods[name].by[cause] ?? 0).join());
    expect(new Set(prints).size).toBe(weighedCauses.length);
  });
});

describe('what it makes of signs', () => {
  const strengths = record(Object.fromEntries(signNames.map((name) => [name, share])), { requiredKeys: [] });

  it('sums to 1 and gives nothing to a cause that is out', () => {
    assert(
      property(strengths, subarray([...weighedCauses]), (seen, open) => {
        const posterior = posteriorOf(seen, new Set(open));
        expect(Object.values(posterior).reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 9);
        for (const cause of weighedCauses) if (!open.includes(cause)) expect(posterior[cause]).toBe(0);
      }),
    );
  });

  it('without any sign keeps the causes in the order of their priors', () => {
    const posterior = posteriorOf({}, all);
    for (const one of weighedCauses)
      for (const other of weighedCauses)
        if (priors[one] > priors[other]) expect(posterior[one]).toBeGreaterThan(posterior[other]);
    expect(posterior.none).toBeGreaterThan(0.5);
  });

  it('is less sure that nothing is at work with every sign that is seen', () => {
    assert(
      property(strengths, constantFrom(...signNames), (seen, name) => {
        const absent = posteriorOf({ ...seen, [name]: 0 }, all).none;
        expect(posteriorOf({ ...seen, [name]: 1 }, all).none).toBeLessThanOrEqual(absent + 1e-9);
      }),
    );
  });
});
