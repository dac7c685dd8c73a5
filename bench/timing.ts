/** Median time of one call in microseconds, over `rounds` rounds of as many calls as fill about 50 ms. */
export function medianMicroseconds(work: () => unknown, rounds = 9): number {
  work();
  const start = performance.now();
  let calls = 0;
  while (performance.now() - start < 50) {
    work();
    calls += 1;
  }
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const before = performance.now();
    for (let i = 0; i < calls; i++) work();
    times.push(((performance.now() - before) / calls) * 1000);
  }
  return times.sort((a, b) => a - b)[rounds >> 1];
}
